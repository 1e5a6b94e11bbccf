package io.holdfast.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.holdfast.server.problem.ProblemException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Slows down guessing: after {@value #MOST} failures in a minute a name, and an address, has to wait. Thread-safe. */
@Component
class SignInAttempts {
    private static final int MOST = 5;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Cache<String, AtomicInteger> failures =
            Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(WINDOW).build();

    void check(String username, String address) {
        if (count(name(username)) >= MOST || count(address) >= 4 * MOST) {
            throw new ProblemException.RateLimited("Too many failed attempts. Wait a minute.", WINDOW);
        }
    }

    void failed(String username, String address) {
        failures.get(name(username), key -> new AtomicInteger()).incrementAndGet();
        failures.get(address, key -> new AtomicInteger()).incrementAndGet();
    }

    void succeeded(String username) {
        failures.invalidate(name(username));
    }

    private int count(String key) {
        AtomicInteger found = failures.getIfPresent(key);
        return found == null ? 0 : found.get();
    }

    private static String name(String username) {
        return "name " + username.toLowerCase(Locale.ROOT);
    }
}

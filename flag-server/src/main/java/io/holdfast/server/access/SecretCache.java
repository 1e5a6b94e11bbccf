package io.holdfast.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.holdfast.server.ruleset.RulesetRemoved;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Remembers whom secrets belong to, so that requests of SDKs cost no query and work with the database dead. Thread-safe.
 *
 * <p>What is remembered is asked for again after {@link #FRESH}: a revocation works at once on the node that made it, and
 * within that time on the others. When the database does not answer, what is remembered holds on. An answer that was on its
 * way when something was forgotten is not remembered, since it may be older than the reason for forgetting.
 */
@Component
class SecretCache {
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int MOST = 10_000;

    private final InstantSource clock;
    private final Cache<String, Remembered> remembered =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final AtomicLong forgotten = new AtomicLong();

    SecretCache(InstantSource clock) {
        this.clock = clock;
    }

    Optional<Principal> find(String secret, Function<byte[], Optional<Principal>> source) {
        byte[] hash = Secret.hash(secret);
        String key = key(hash);
        Remembered known = remembered.getIfPresent(key);
        Instant now = clock.instant();
        if (known != null && now.isBefore(known.at().plus(FRESH))) {
            return known.principal();
        }
        long before = forgotten.get();
        try {
            Optional<Principal> found = source.apply(hash);
            remembered
                    .asMap()
                    .compute(key, (same, older) -> forgotten.get() == before ? new Remembered(found, now) : older);
            return found;
        } catch (DataAccessException | TransactionException e) {
            if (known == null) {
                throw e;
            }
            return known.principal();
        }
    }

    /** Forgets one secret, now or when the current transaction has committed. Others stay: they may outlive a database. */
    void forgetAfterCommit(byte[] hash) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            forget(key(hash)::equals);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                forget(key(hash)::equals);
            }
        });
    }

    /** An environment's keys went with it. */
    @EventListener
    void environmentRemoved(RulesetRemoved removed) {
        Set<String> keys = remembered.asMap().entrySet().stream()
                .filter(entry -> entry.getValue().of(removed.environment()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        forget(keys::contains);
    }

    private void forget(Predicate<String> which) {
        // In this order: a lookup that ends in between sees the new number, or its answer is removed.
        forgotten.incrementAndGet();
        remembered.asMap().keySet().removeIf(which);
    }

    private static String key(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    private record Remembered(Optional<Principal> principal, Instant at) {
        boolean of(String environment) {
            return principal
                    .map(Principal::environment)
                    .filter(environment::equals)
                    .isPresent();
        }
    }
}

package io.holdfast.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Remembers whom secrets belong to, so that requests of SDKs cost no query and work with the database dead. Thread-safe.
 *
 * <p>What is remembered is asked for again after {@link #FRESH}: a revocation works at once on the node that made it, and
 * within that time on the others. When the database does not answer, what is remembered holds on.
 */
@Component
class SecretCache {
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int MOST = 10_000;

    private final InstantSource clock;
    private final Cache<String, Remembered> remembered =
            Caffeine.newBuilder().maximumSize(MOST).build();

    SecretCache(InstantSource clock) {
        this.clock = clock;
    }

    Optional<Principal> find(String secret, Function<byte[], Optional<Principal>> source) {
        byte[] hash = Secret.hash(secret);
        String key = HexFormat.of().formatHex(hash);
        Remembered known = remembered.getIfPresent(key);
        Instant now = clock.instant();
        if (known != null && now.isBefore(known.at().plus(FRESH))) {
            return known.principal();
        }
        try {
            Optional<Principal> found = source.apply(hash);
            remembered.put(key, new Remembered(found, now));
            return found;
        } catch (DataAccessException | TransactionException e) {
            if (known == null) {
                throw e;
            }
            return known.principal();
        }
    }

    /** Forgets everything, now or when the current transaction has committed. */
    void forgetAfterCommit() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            remembered.invalidateAll();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                remembered.invalidateAll();
            }
        });
    }

    private record Remembered(Optional<Principal> principal, Instant at) {}
}

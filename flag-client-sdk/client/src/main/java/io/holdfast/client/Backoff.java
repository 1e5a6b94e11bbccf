package io.holdfast.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next attempt: exponential with full jitter and a cap (Marc Brooker, "Exponential Backoff And
 * Jitter", AWS Architecture Blog, 2015), so that a fleet that lost its server does not come back as one wave. For one
 * thread.
 */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration CAP = Duration.ofSeconds(30);
    private static final int DOUBLINGS = 6;

    private int failures;

    void reset() {
        failures = 0;
    }

    /** The next wait. A refusal for good, such as a wrong key, waits near the cap at once. */
    Duration next(boolean refused) {
        failures = Math.min(refused ? DOUBLINGS : failures + 1, DOUBLINGS);
        long most = Math.min(CAP.toMillis(), FIRST.toMillis() << failures);
        long least = refused ? most / 2 : 0;
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(least, most + 1));
    }
}

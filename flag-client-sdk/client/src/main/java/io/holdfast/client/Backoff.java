package io.holdfast.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next attempt: exponential with full jitter and a cap (Marc Brooker, "Exponential Backoff And
 * Jitter", AWS Architecture Blog, 2015), so that a fleet that lost its server does not come back as one wave. The cap is
 * low, as a hold that is set just after a server came back must not wait for it. For one thread.
 */
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration CAP = Duration.ofSeconds(5);
    private static final Duration REFUSED = Duration.ofSeconds(30);
    private static final int DOUBLINGS = 3;

    private int failures;

    void reset() {
        failures = 0;
    }

    /** The next wait, at most 5 seconds. After a refusal for good, such as of a wrong key, it is 15 to 30 seconds. */
    Duration next(boolean refused) {
        if (refused) {
            return between(REFUSED.toMillis() / 2, REFUSED.toMillis());
        }
        long most = Math.min(CAP.toMillis(), FIRST.toMillis() << failures);
        failures = Math.min(failures + 1, DOUBLINGS);
        return between(0, most);
    }

    private static Duration between(long least, long most) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(least, most + 1));
    }
}

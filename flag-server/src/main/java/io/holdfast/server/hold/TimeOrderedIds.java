package io.holdfast.server.hold;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/** UUIDs of version 7 (RFC 9562): they rise with time, to the millisecond, and cannot be guessed. Thread-safe. */
final class TimeOrderedIds {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    TimeOrderedIds(InstantSource clock) {
        this.clock = clock;
    }

    UUID next() {
        long high = (clock.millis() << 16) | VERSION | (random.nextLong() & 0x0fffL);
        long low = VARIANT | (random.nextLong() & 0x3fff_ffff_ffff_ffffL);
        return new UUID(high, low);
    }
}

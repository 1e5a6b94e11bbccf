package io.holdfast.engine;

import org.jspecify.annotations.Nullable;

/**
 * Spreads values evenly and repeatably over 0..99,999: a {@link SaltedHash}, mapped to the range by multiplying with its
 * size and keeping the high 32 bits (Daniel Lemire, "Fast Random Integer Generation in an Interval", 2019). Integers only,
 * so every language gets the same bucket.
 */
public final class Buckets {
    private Buckets() {}

    /** The bucket of {@code value} under {@code salt}, from 0 to 99,999. */
    public static int bucket(String salt, String value) {
        return bucket(hash(salt, value));
    }

    static int bucket(int hash) {
        return (int) ((Integer.toUnsignedLong(hash) * Rollout.TOTAL) >>> 32);
    }

    static int hash(String salt, String value) {
        return new SaltedHash(salt).of(value);
    }

    /**
     * The text that a context's value is bucketed by: a string as it is, {@code true} or {@code false}, a whole number
     * of 64 bits as its digits ({@code 1.0} and {@code 1} are the same). Null for everything else; for fractions too,
     * since languages, and even versions of Java, print them differently.
     */
    static @Nullable String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Boolean) {
            return value.toString();
        }
        Long whole = Numbers.whole(value);
        return whole == null ? null : whole.toString();
    }
}

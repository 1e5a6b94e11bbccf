package io.holdfast.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * Spreads values evenly and repeatably over 0..99,999.
 *
 * <p>MurmurHash3 x86_32 with seed 0 (Austin Appleby, public domain) over the UTF-8 bytes of {@code salt + ":" + value},
 * mapped to the range by multiplying with its size and keeping the high 32 bits (Daniel Lemire, "Fast Random Integer
 * Generation in an Interval", 2019): integers only, so every language gets the same bucket.
 */
public final class Buckets {
    private static final int C1 = 0xcc9e2d51;
    private static final int C2 = 0x1b873593;

    private Buckets() {}

    /** The bucket of {@code value} under {@code salt}, from 0 to 99,999. */
    public static int bucket(String salt, String value) {
        return (int) ((Integer.toUnsignedLong(hash(salt, value)) * Rollout.TOTAL) >>> 32);
    }

    static int hash(String salt, String value) {
        return murmur3((salt + ":" + value).getBytes(UTF_8));
    }

    /**
     * The text that a context's value is bucketed by: a string as it is, {@code true} or {@code false}, a whole number
     * of 64 bits as its digits ({@code 1.0} and {@code 1} are the same). Null for everything else; for fractions too,
     * since languages, and even versions of Java, print them differently.
     */
    static @Nullable String text(@Nullable Object value) {
        if (value instanceof String || value instanceof Boolean) {
            return value.toString();
        }
        Long whole = Numbers.whole(value);
        return whole == null ? null : whole.toString();
    }

    static int murmur3(byte[] bytes) {
        int hash = 0;
        int blocks = bytes.length & ~3;
        for (int i = 0; i < blocks; i += 4) {
            hash = Integer.rotateLeft(hash ^ mix(littleEndian(bytes, i, 4)), 13) * 5 + 0xe6546b64;
        }
        hash ^= mix(littleEndian(bytes, blocks, bytes.length - blocks));
        return finish(hash ^ bytes.length);
    }

    private static int littleEndian(byte[] bytes, int offset, int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value |= (bytes[offset + i] & 0xff) << (8 * i);
        }
        return value;
    }

    private static int mix(int block) {
        return Integer.rotateLeft(block * C1, 15) * C2;
    }

    private static int finish(int value) {
        int hash = (value ^ (value >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }
}

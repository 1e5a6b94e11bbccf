package io.holdfast.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * MurmurHash3 x86_32 with seed 0 (Austin Appleby, public domain) over the UTF-8 bytes of {@code salt + ":" + value}, for many
 * values: the salt's part is computed once, and a value's characters are encoded on the way, so nothing is allocated.
 * Immutable.
 */
final class SaltedHash {
    private static final int C1 = 0xcc9e2d51;
    private static final int C2 = 0x1b873593;

    private final int hash;
    /** The last bytes that do not fill a block of four, the first one lowest. */
    private final int tail;

    private final int length;

    SaltedHash(String salt) {
        this((salt + ":").getBytes(UTF_8));
    }

    private SaltedHash(byte[] bytes) {
        int blocks = bytes.length & ~3;
        int mixed = 0;
        for (int i = 0; i < blocks; i += 4) {
            mixed = mix(mixed, littleEndian(bytes, i, 4));
        }
        this.hash = mixed;
        this.tail = littleEndian(bytes, blocks, bytes.length - blocks);
        this.length = bytes.length;
    }

    /** The plain hash of {@code bytes}, as others publish examples of. */
    static int hash(byte[] bytes) {
        return new SaltedHash(bytes).of("");
    }

    int of(String value) {
        int end = value.length();
        int shift = 8 * (length & 3);
        int mixed = hash;
        int pending = tail;
        int i = 0;
        for (; i + 4 <= end; i += 4) {
            int letters = word(value, i);
            if (letters < 0) {
                return rest(value, i, mixed, pending);
            }
            mixed = mix(mixed, pending | (letters << shift));
            // In two steps, since to shift by 32 is not to shift at all.
            pending = letters >>> 1 >>> (31 - shift);
        }
        int left = end - i;
        int letters = lastWord(value, i, left);
        if (letters < 0) {
            return rest(value, i, mixed, pending);
        }
        long both = Integer.toUnsignedLong(pending) | (Integer.toUnsignedLong(letters) << shift);
        if (shift + 8 * left >= 32) {
            mixed = mix(mixed, (int) both);
            both >>>= 32;
        }
        return finish(mixed ^ scramble((int) both) ^ (length + end));
    }

    /** Four letters as bytes, or something negative where one of them is not ASCII. */
    private static int word(String value, int start) {
        char first = value.charAt(start);
        char second = value.charAt(start + 1);
        char third = value.charAt(start + 2);
        char fourth = value.charAt(start + 3);
        return (first | second | third | fourth) < 0x80 ? first | (second << 8) | (third << 16) | (fourth << 24) : -1;
    }

    /** The last letters, fewer than four. */
    private static int lastWord(String value, int start, int count) {
        char first = count > 0 ? value.charAt(start) : 0;
        char second = count > 1 ? value.charAt(start + 1) : 0;
        char third = count > 2 ? value.charAt(start + 2) : 0;
        return (first | second | third) < 0x80 ? first | (second << 8) | (third << 16) : -1;
    }

    /** From {@code start} on, one character after the other, whatever they are. */
    private int rest(String value, int start, int mixedBefore, int pendingBefore) {
        int mixed = mixedBefore;
        int pending = pendingBefore;
        int count = length + start;
        for (int i = start; i < value.length(); i++) {
            int letter = value.codePointAt(i);
            i += Character.charCount(letter) - 1;
            int bytes = Utf8.length(letter);
            int shift = 8 * (count & 3);
            long both = Integer.toUnsignedLong(pending) | (Integer.toUnsignedLong(Utf8.littleEndian(letter)) << shift);
            boolean full = shift + 8 * bytes >= 32;
            mixed = full ? mix(mixed, (int) both) : mixed;
            pending = (int) (full ? both >>> 32 : both);
            count += bytes;
        }
        return finish(mixed ^ scramble(pending) ^ count);
    }

    private static int littleEndian(byte[] bytes, int offset, int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value |= (bytes[offset + i] & 0xff) << (8 * i);
        }
        return value;
    }

    private static int mix(int hash, int block) {
        return Integer.rotateLeft(hash ^ scramble(block), 13) * 5 + 0xe6546b64;
    }

    private static int scramble(int block) {
        return Integer.rotateLeft(block * C1, 15) * C2;
    }

    private static int finish(int value) {
        int hash = (value ^ (value >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }
}

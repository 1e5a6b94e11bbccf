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
            char first = value.charAt(i);
            char second = value.charAt(i + 1);
            char third = value.charAt(i + 2);
            char fourth = value.charAt(i + 3);
            if ((first | second | third | fourth) >= 0x80) {
                break;
            }
            int word = first | second << 8 | third << 16 | fourth << 24;
            mixed = mix(mixed, pending | word << shift);
            // In two steps, since to shift by 32 is not to shift at all.
            pending = word >>> 1 >>> (31 - shift);
        }
        return rest(value, i, mixed, pending);
    }

    /** From {@code start} on, one character after the other, whatever they are. */
    private int rest(String value, int start, int mixedBefore, int pendingBefore) {
        int mixed = mixedBefore;
        int pending = pendingBefore;
        int count = length + start;
        for (int i = start; i < value.length(); i++) {
            int letter = value.charAt(i);
            int bytes = 1;
            if (letter >= 0x80) {
                letter = value.codePointAt(i);
                i += Character.charCount(letter) - 1;
                bytes = Utf8.length(letter);
                letter = Utf8.littleEndian(letter);
            }
            long both = Integer.toUnsignedLong(pending) | Integer.toUnsignedLong(letter) << (8 * (count & 3));
            boolean full = (count & 3) + bytes >= 4;
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

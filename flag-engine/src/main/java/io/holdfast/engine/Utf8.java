package io.holdfast.engine;

/** Encodes one code point at a time, as {@link String#getBytes} does: half of a surrogate pair becomes {@code ?}. */
final class Utf8 {
    private Utf8() {}

    /** How many bytes it has. */
    static int length(int letter) {
        return letter < 0x80 || isHalf(letter) ? 1 : letter < 0x800 ? 2 : letter < 0x10000 ? 3 : 4;
    }

    /** Its bytes, the first one lowest. */
    static int littleEndian(int letter) {
        return switch (length(letter)) {
            case 1 -> isHalf(letter) ? '?' : letter;
            case 2 -> 0xc0 | (letter >> 6) | (last(letter) << 8);
            case 3 -> 0xe0 | (letter >> 12) | (last(letter >> 6) << 8) | (last(letter) << 16);
            default ->
                0xf0 | (letter >> 18) | (last(letter >> 12) << 8) | (last(letter >> 6) << 16) | (last(letter) << 24);
        };
    }

    private static int last(int bits) {
        return 0x80 | (bits & 0x3f);
    }

    private static boolean isHalf(int letter) {
        return letter >= Character.MIN_SURROGATE && letter <= Character.MAX_SURROGATE;
    }
}

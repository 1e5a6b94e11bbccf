package io.holdfast.server.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Which texts can be kept: those of Unicode, without U+0000, which PostgreSQL does not hold. */
final class Texts {
    /** What is wrong with a text that {@link #isText} refuses. */
    static final String FAULT = "has a character that is none: U+0000 or half of a surrogate pair";

    private Texts() {}

    static boolean isText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == 0) {
                return false;
            }
            if (Character.isSurrogate(character)) {
                if (!Character.isSurrogatePair(character, i + 1 < text.length() ? text.charAt(i + 1) : 0)) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** Reads UTF-8, and puts nothing in place of what is none. */
    static String decode(byte[] utf8) throws CharacterCodingException {
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }
}

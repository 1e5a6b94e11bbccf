package io.holdfast.engine;

/**
 * Simple case folding (Unicode, CaseFolding.txt, statuses C and S): one code point for one, in no language in particular.
 * {@code ß} is not {@code ss}, and neither {@code İ} nor {@code ı} is {@code i}.
 */
final class CaseFolding {
    private static final int CAPITAL_DOTTED_I = 0x130;
    private static final int SMALL_DOTLESS_I = 0x131;

    private CaseFolding() {}

    /** Texts are the same but for case exactly when they are folded to the same text. Answers {@code text} itself where nothing changes. */
    static String fold(String text) {
        int kept = 0;
        while (kept < text.length() && isFoldedAscii(text.charAt(kept))) {
            kept++;
        }
        return kept == text.length() ? text : folded(text);
    }

    private static boolean isFoldedAscii(char unit) {
        return unit < 0x80 && (unit < 'A' || unit > 'Z');
    }

    private static String folded(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            folded.appendCodePoint(fold(text.codePointAt(i)));
        }
        return folded.toString();
    }

    /** By way of upper case, as some lower-case letters share one capital. */
    static int fold(int letter) {
        return letter == CAPITAL_DOTTED_I || letter == SMALL_DOTLESS_I
                ? letter
                : Character.toLowerCase(Character.toUpperCase(letter));
    }
}

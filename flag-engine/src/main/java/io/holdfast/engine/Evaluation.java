package io.holdfast.engine;

import org.jspecify.annotations.Nullable;

/**
 * What a flag answered.
 *
 * @param value the variation's value; null where the caller's own default applies, which is so exactly when
 *     {@code errorCode} is set
 * @param variation the variation's name, or null with an error
 * @param reason why
 * @param errorCode what went wrong, with {@link Reason#ERROR}
 * @param rule the id of the rule that matched and gave the answer, or null
 */
public record Evaluation(
        @Nullable Object value,
        @Nullable String variation,
        Reason reason,
        @Nullable ErrorCode errorCode,
        @Nullable String rule) {

    static final Evaluation FLAG_NOT_FOUND = error(ErrorCode.FLAG_NOT_FOUND);
    static final Evaluation TYPE_MISMATCH = error(ErrorCode.TYPE_MISMATCH);
    static final Evaluation TARGETING_KEY_MISSING = error(ErrorCode.TARGETING_KEY_MISSING);
    static final Evaluation INVALID_CONTEXT = error(ErrorCode.INVALID_CONTEXT);

    private static Evaluation error(ErrorCode code) {
        return new Evaluation(null, null, Reason.ERROR, code, null);
    }
}

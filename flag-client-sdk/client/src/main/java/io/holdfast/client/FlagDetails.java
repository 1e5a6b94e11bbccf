package io.holdfast.client;

import io.holdfast.engine.ErrorCode;
import io.holdfast.engine.Evaluation;
import io.holdfast.engine.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What a flag answers, and why; with the names of OpenFeature's evaluation details.
 *
 * @param value the flag's, or the code's default where there is an {@code errorCode}
 * @param variation the name of the variation, or null with an error
 * @param errorCode what went wrong, exactly when {@code reason} is {@link Reason#ERROR}
 * @param rule the id of the rule that matched, if one did
 * @param version of the ruleset that answered, {@code epoch.revision}
 */
public record FlagDetails<T>(
        String key,
        T value,
        @Nullable String variation,
        Reason reason,
        @Nullable ErrorCode errorCode,
        @Nullable String rule,
        String version) {

    static <T> FlagDetails<T> of(String key, T value, Evaluation evaluation, String version) {
        return new FlagDetails<>(
                key,
                value,
                evaluation.variation(),
                evaluation.reason(),
                evaluation.errorCode(),
                evaluation.rule(),
                version);
    }
}

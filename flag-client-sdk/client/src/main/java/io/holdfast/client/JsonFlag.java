package io.holdfast.client;

import io.holdfast.engine.EvaluationContext;
import java.util.Objects;

/** A JSON flag: unmodifiable Maps and Lists of JSON values. A check never throws, blocks or touches the network. */
public final class JsonFlag {
    private final FlagHandle handle;
    private final Object fallback;

    JsonFlag(FlagHandle handle, Object fallback) {
        this.handle = handle;
        this.fallback = fallback;
    }

    public String key() {
        return handle.key();
    }

    public Object value() {
        return value(EvaluationContext.EMPTY);
    }

    /** Its value for {@code context}; the code's default where nothing is known. */
    public Object value(EvaluationContext context) {
        Object value = handle.value(context);
        return value == null ? fallback : value;
    }

    /** Its value for {@code context}, and why. */
    public FlagDetails<Object> details(EvaluationContext context) {
        return handle.details(context, evaluation -> Objects.requireNonNullElse(evaluation.value(), fallback));
    }
}

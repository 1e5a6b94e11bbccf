package io.holdfast.client;

import io.holdfast.engine.EvaluationContext;

/** A text flag. A check never throws, blocks or touches the network. */
public final class StringFlag {
    private final FlagHandle handle;
    private final String fallback;

    StringFlag(FlagHandle handle, String fallback) {
        this.handle = handle;
        this.fallback = fallback;
    }

    public String key() {
        return handle.key();
    }

    public String value() {
        return value(EvaluationContext.EMPTY);
    }

    /** Its value for {@code context}; the code's default where nothing is known. */
    public String value(EvaluationContext context) {
        return handle.value(context) instanceof String text ? text : fallback;
    }

    /** Its value for {@code context}, and why. */
    public FlagDetails<String> details(EvaluationContext context) {
        return handle.details(context, evaluation -> evaluation.value() instanceof String text ? text : fallback);
    }
}

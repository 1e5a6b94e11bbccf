package io.holdfast.client;

import io.holdfast.engine.EvaluationContext;

/** A number flag. A check never throws, blocks or touches the network. */
public final class NumberFlag {
    private final FlagHandle handle;
    private final double fallback;

    NumberFlag(FlagHandle handle, double fallback) {
        this.handle = handle;
        this.fallback = fallback;
    }

    public String key() {
        return handle.key();
    }

    public double value() {
        return value(EvaluationContext.EMPTY);
    }

    /** Its value for {@code context}; the code's default where nothing is known. */
    public double value(EvaluationContext context) {
        return handle.value(context) instanceof Number number ? number.doubleValue() : fallback;
    }

    /** Its value for {@code context}, and why. */
    public FlagDetails<Double> details(EvaluationContext context) {
        return handle.details(
                context, evaluation -> evaluation.value() instanceof Number number ? number.doubleValue() : fallback);
    }
}

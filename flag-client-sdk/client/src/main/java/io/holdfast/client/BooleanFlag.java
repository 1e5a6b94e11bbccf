package io.holdfast.client;

import io.holdfast.engine.EvaluationContext;

/** A boolean flag. Resolve it once and check it for ever: a check never throws, blocks or touches the network. */
public final class BooleanFlag {
    private final FlagHandle handle;
    private final boolean fallback;

    BooleanFlag(FlagHandle handle, boolean fallback) {
        this.handle = handle;
        this.fallback = fallback;
    }

    public String key() {
        return handle.key();
    }

    /** Whether it is on for nobody in particular. */
    public boolean isOn() {
        return isOn(EvaluationContext.EMPTY);
    }

    /** Whether it is on for {@code context}; the code's default where nothing is known. */
    public boolean isOn(EvaluationContext context) {
        return handle.value(context) instanceof Boolean on ? on : fallback;
    }

    /** Its value for {@code context}, and why. */
    public FlagDetails<Boolean> details(EvaluationContext context) {
        return handle.details(context, evaluation -> evaluation.value() instanceof Boolean on ? on : fallback);
    }
}

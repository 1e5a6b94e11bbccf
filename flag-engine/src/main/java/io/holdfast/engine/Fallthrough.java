package io.holdfast.engine;

/** What a flag that is on serves when nothing more specific applies. */
public sealed interface Fallthrough permits Fixed, Rollout {

    /** The answer for {@code context}. Never throws. */
    Evaluation answer(EvaluationContext context);
}

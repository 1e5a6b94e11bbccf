package io.holdfast.engine;

/** The same variation for everybody. */
public record Fixed(Variation variation) implements Fallthrough {
    @Override
    public Evaluation answer(EvaluationContext context) {
        return variation.answer(Reason.STATIC);
    }
}

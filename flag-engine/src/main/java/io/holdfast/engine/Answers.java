package io.holdfast.engine;

import org.jspecify.annotations.Nullable;

/** What an outcome can answer, made beforehand, so that answering allocates nothing. */
final class Answers {
    private final @Nullable Rollout rollout;
    private final Evaluation[] ofShares;

    private Answers(@Nullable Rollout rollout, Evaluation... ofShares) {
        this.rollout = rollout;
        this.ofShares = ofShares;
    }

    static Answers ofRule(String id, Outcome outcome) {
        return of(outcome, Reason.TARGETING_MATCH, id);
    }

    /** {@code reason} is that of a fixed variation. */
    static Answers ofFallthrough(Outcome outcome, Reason reason) {
        return of(outcome, reason, null);
    }

    private static Evaluation answer(Variation variation, Reason reason, @Nullable String rule) {
        return rule == null ? variation.answer(reason) : variation.answer(reason, rule);
    }

    private static Answers of(Outcome outcome, Reason reason, @Nullable String rule) {
        if (outcome instanceof Fixed fixed) {
            return new Answers(null, answer(fixed.variation(), reason, rule));
        }
        Rollout rollout = (Rollout) outcome;
        return new Answers(
                rollout,
                rollout.weights().stream()
                        .map(weight -> answer(weight.variation(), Reason.SPLIT, rule))
                        .toArray(Evaluation[]::new));
    }

    /** The one answer that everybody gets, or null for a rollout. */
    @Nullable
    Evaluation fixed() {
        return rollout == null ? ofShares[0] : null;
    }

    Evaluation in(EvaluationContext context) {
        if (rollout == null) {
            return ofShares[0];
        }
        int share = rollout.share(context);
        return share == Rollout.NONE ? rollout.undecided() : ofShares[share];
    }
}

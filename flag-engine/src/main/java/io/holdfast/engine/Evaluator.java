package io.holdfast.engine;

import org.jspecify.annotations.Nullable;

/**
 * The one evaluator. Pure and total: it never throws and never reads anything but its arguments, and it allocates
 * nothing unless a rollout has to hash.
 */
public final class Evaluator {
    private Evaluator() {}

    /**
     * What the flag {@code key} answers.
     *
     * @param expected the type that the caller wants, or null for any
     * @param shedLevel the posture's shed level, 0 to 4
     */
    public static Evaluation evaluate(
            Ruleset ruleset, String key, @Nullable FlagType expected, EvaluationContext context, int shedLevel) {
        return evaluate(ruleset.flags().get(key), expected, context, shedLevel);
    }

    /** What {@code flag} answers; null stands for a flag that is unknown. */
    public static Evaluation evaluate(
            @Nullable Flag flag, @Nullable FlagType expected, EvaluationContext context, int shedLevel) {
        if (flag == null) {
            return Evaluation.FLAG_NOT_FOUND;
        }
        if (expected != null && expected != flag.type()) {
            return Evaluation.TYPE_MISMATCH;
        }
        if (flag.shedAtLevel(shedLevel)) {
            return flag.shedVariation().answer(Reason.SHED);
        }
        if (!flag.on()) {
            return flag.offVariation().answer(Reason.DISABLED);
        }
        return flag.fallthrough().answer(context);
    }
}

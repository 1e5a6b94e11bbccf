package io.holdfast.engine;

import org.jspecify.annotations.Nullable;

/**
 * The one evaluator. Pure and total: it never throws, never reads anything but its arguments, and takes time in proportion
 * to what the ruleset holds at most. It allocates nothing, but where an attribute has to be read in another form (ignoring
 * case, times, versions, addresses, regular expressions, numbers that decide a rollout) or prerequisites and segments are deeply nested.
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

    /** What {@code flag}, taken from a ruleset, answers; null stands for a flag that is unknown. */
    public static Evaluation evaluate(
            @Nullable Flag flag, @Nullable FlagType expected, EvaluationContext context, int shedLevel) {
        return evaluate(flag, expected, context, shedLevel, null);
    }

    /** What the flag {@code key} answers, and why; by the very same steps. */
    public static Explanation explain(
            Ruleset ruleset, String key, @Nullable FlagType expected, EvaluationContext context, int shedLevel) {
        Flag flag = ruleset.flags().get(key);
        Trace trace = new Trace(context);
        return trace.explain(flag, evaluate(flag, expected, context, shedLevel, trace));
    }

    /** What {@code flag} answers in every context, or null where that depends on the context. */
    public static @Nullable Evaluation evaluateForAll(@Nullable Flag flag, @Nullable FlagType expected, int shedLevel) {
        if (flag == null) {
            return Evaluation.FLAG_NOT_FOUND;
        }
        return expected != null && expected != flag.type() ? Evaluation.TYPE_MISMATCH : flag.fixedAnswer(shedLevel);
    }

    private static Evaluation evaluate(
            @Nullable Flag flag,
            @Nullable FlagType expected,
            EvaluationContext context,
            int shedLevel,
            @Nullable Trace trace) {
        if (flag == null) {
            return Evaluation.FLAG_NOT_FOUND;
        }
        if (expected != null && expected != flag.type()) {
            return Evaluation.TYPE_MISMATCH;
        }
        return flag.answer(context, shedLevel, Run.of(flag, context, shedLevel, trace));
    }
}

package io.holdfast.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A share of contexts for each variation, decided by an attribute, so that one context always gets the same.
 *
 * <p>The shares lie side by side on 0..99,999 in the order of {@code weights}: growing the first share, at the cost of
 * the last, moves nobody out of the first.
 *
 * @param by the attribute that decides; {@code targetingKey} for the targeting key
 * @param salt keeps two rollouts from picking the same people
 * @param weights in thousandths of a percent; they sum to {@value #TOTAL}
 */
public record Rollout(String by, String salt, List<Weight> weights) implements Fallthrough {
    /** The sum of all weights: one hundred percent. */
    public static final int TOTAL = 100_000;

    public static final String TARGETING_KEY = "targetingKey";

    public Rollout {
        weights = List.copyOf(weights);
    }

    /** A variation's share, in thousandths of a percent. */
    public record Weight(Variation variation, int weight) {}

    @Override
    public Evaluation answer(EvaluationContext context) {
        String value = bucketedValue(context);
        if (value == null) {
            return by.equals(TARGETING_KEY) ? Evaluation.TARGETING_KEY_MISSING : Evaluation.INVALID_CONTEXT;
        }
        return variationAt(Buckets.bucket(salt, value)).answer(Reason.SPLIT);
    }

    private @Nullable String bucketedValue(EvaluationContext context) {
        return by.equals(TARGETING_KEY) ? context.targetingKey() : Buckets.text(context.attribute(by));
    }

    private Variation variationAt(int bucket) {
        int end = 0;
        for (int i = 0; i < weights.size(); i++) {
            end += weights.get(i).weight();
            if (bucket < end) {
                return weights.get(i).variation();
            }
        }
        return weights.get(weights.size() - 1).variation();
    }
}

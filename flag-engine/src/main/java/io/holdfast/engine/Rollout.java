package io.holdfast.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A share of contexts for each variation, decided by an attribute, so that one context always gets the same.
 *
 * <p>The shares lie side by side on 0..99,999 in the order of {@code weights}: growing the first share, at the cost of
 * the last, moves nobody out of the first. Immutable.
 */
public final class Rollout implements Outcome {
    /** The sum of all weights: one hundred percent. */
    public static final int TOTAL = 100_000;

    public static final String TARGETING_KEY = "targetingKey";

    /** Stands for no share, where a context has nothing to decide by. */
    static final int NONE = -1;

    private final String by;
    private final String salt;
    private final List<Weight> weights;
    private final Attribute attribute;
    private final SaltedHash hash;
    private final int[] ends;

    /**
     * @param by the attribute that decides, by name or JSON pointer; {@code targetingKey} for the targeting key
     * @param salt keeps two rollouts from picking the same people
     * @param weights in thousandths of a percent; they sum to {@value #TOTAL}
     */
    public Rollout(String by, String salt, List<Weight> weights) {
        this.by = by;
        this.salt = salt;
        this.weights = List.copyOf(weights);
        this.attribute = Attribute.of(by);
        this.hash = new SaltedHash(salt);
        this.ends = new int[this.weights.size()];
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += this.weights.get(i).weight();
            ends[i] = end;
        }
    }

    /** A variation's share, in thousandths of a percent. */
    public record Weight(Variation variation, int weight) {}

    public String by() {
        return by;
    }

    public String salt() {
        return salt;
    }

    public List<Weight> weights() {
        return weights;
    }

    /** Which of the weights has the context in its share, or {@link #NONE}. */
    int share(EvaluationContext context) {
        String value = value(context);
        return value == null ? NONE : shareOf(bucket(value));
    }

    /** What decides, as text, or null where the context has nothing of the kind. */
    @Nullable
    String value(EvaluationContext context) {
        return Buckets.text(attribute.in(context));
    }

    /** From 0 to 99,999. */
    int bucket(String value) {
        return Buckets.bucket(hash.of(value));
    }

    /** The answer where nothing decides. */
    Evaluation undecided() {
        return attribute.isTargetingKey() ? Evaluation.TARGETING_KEY_MISSING : Evaluation.INVALID_CONTEXT;
    }

    private int shareOf(int bucket) {
        int share = 0;
        while (share < ends.length - 1 && bucket >= ends[share]) {
            share++;
        }
        return share;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Rollout that
                && by.equals(that.by)
                && salt.equals(that.salt)
                && weights.equals(that.weights);
    }

    @Override
    public int hashCode() {
        return 31 * salt.hashCode() + weights.hashCode();
    }

    @Override
    public String toString() {
        return "by " + by + " and " + salt + " " + weights;
    }
}

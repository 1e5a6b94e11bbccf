package io.holdfast.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another flag that has to be on and to answer one of some variations. Equal by what it names, whatever that resolves to.
 * Immutable.
 */
public final class Prerequisite {
    private final String key;
    private final List<String> variations;
    private final @Nullable Flag flag;

    /** Not resolved yet: a {@link Ruleset} does that. */
    public Prerequisite(String key, List<String> variations) {
        this(key, variations, null);
    }

    private Prerequisite(String key, List<String> variations, @Nullable Flag flag) {
        this.key = key;
        this.variations = List.copyOf(variations);
        this.flag = flag;
    }

    /** The key of the flag. */
    public String key() {
        return key;
    }

    /** The names of the variations that are accepted. */
    public List<String> variations() {
        return variations;
    }

    @Nullable
    Flag flag() {
        return flag;
    }

    Prerequisite linked(Links links) {
        return new Prerequisite(key, variations, links.flag(key));
    }

    boolean isMet(EvaluationContext context, int shedLevel, @Nullable Run run) {
        Evaluation answer = flag == null || !flag.on() ? null : Run.answer(flag, context, shedLevel, run);
        boolean met = answer != null && answer.variation() != null && variations.contains(answer.variation());
        if (run != null && run.trace() != null) {
            run.trace().prerequisite(this, answer, met);
        }
        return met;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Prerequisite that && key.equals(that.key) && variations.equals(that.variations);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return key + " in " + variations;
    }
}

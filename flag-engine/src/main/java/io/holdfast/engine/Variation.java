package io.holdfast.engine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A named value of a flag. Immutable. It makes its answer for a reason once, so that giving one allocates nothing.
 */
public final class Variation {
    private static final int REASONS = Reason.values().length;

    private final String name;
    private final Object value;

    // Racy on purpose: an answer is immutable, and every thread that finds none makes an equal one.
    private final @Nullable Evaluation[] answers = new Evaluation[REASONS];

    /**
     * @param name the variation's key
     * @param value a Boolean, String, Long or Double, or an unmodifiable Map or List of JSON values
     */
    public Variation(String name, Object value) {
        this.name = name;
        this.value = value;
    }

    public String name() {
        return name;
    }

    public Object value() {
        return value;
    }

    /** The answer that serves this variation for {@code reason}. */
    // The index stays inside; a map by reason would be looked up in every check.
    @SuppressWarnings("EnumOrdinal")
    public Evaluation answer(Reason reason) {
        Evaluation known = answers[reason.ordinal()];
        if (known == null) {
            known = answer(reason, null);
            answers[reason.ordinal()] = known;
        }
        return known;
    }

    /** The answer that serves it because of the rule {@code rule}. */
    Evaluation answer(Reason reason, @Nullable String rule) {
        return new Evaluation(value, name, reason, null, rule);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Variation that && name.equals(that.name) && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, value);
    }

    @Override
    public String toString() {
        return name + "=" + value;
    }
}

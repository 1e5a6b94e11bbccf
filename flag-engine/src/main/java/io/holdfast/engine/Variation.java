package io.holdfast.engine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A named value of a flag. Immutable. Its answers are made once, one for each reason, so that giving one allocates
 * nothing.
 */
public final class Variation {
    private static final Reason[] REASONS = Reason.values();

    private final String name;
    private final Object value;
    private final Evaluation[] answers = new Evaluation[REASONS.length];

    /**
     * @param name the variation's key
     * @param value a Boolean, String, Long or Double, or an unmodifiable Map or List of JSON values
     */
    public Variation(String name, Object value) {
        this.name = name;
        this.value = value;
        for (Reason reason : REASONS) {
            answers[reason.ordinal()] = new Evaluation(value, name, reason, null);
        }
    }

    public String name() {
        return name;
    }

    public Object value() {
        return value;
    }

    /** The answer that serves this variation for {@code reason}; always the same object. */
    public Evaluation answer(Reason reason) {
        return answers[reason.ordinal()];
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

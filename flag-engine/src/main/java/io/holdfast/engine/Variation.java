package io.holdfast.engine;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A named value of a flag. Immutable. Its answers are made once, one for each reason, so that giving one allocates
 * nothing.
 */
public final class Variation {
    private final String name;
    private final Object value;
    private final Map<Reason, Evaluation> answers = new EnumMap<>(Reason.class);

    /**
     * @param name the variation's key
     * @param value a Boolean, String, Long or Double, or an unmodifiable Map or List of JSON values
     */
    public Variation(String name, Object value) {
        this.name = name;
        this.value = value;
        for (Reason reason : Reason.values()) {
            answers.put(reason, new Evaluation(value, name, reason, null));
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
        return Objects.requireNonNull(answers.get(reason));
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

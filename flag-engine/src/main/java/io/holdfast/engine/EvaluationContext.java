package io.holdfast.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom or what a flag is evaluated for: a targeting key and attributes, as in OpenFeature. Immutable, also when what it was
 * given changes later.
 */
public final class EvaluationContext {
    public static final EvaluationContext EMPTY = new EvaluationContext(null, Attributes.NONE);

    private final @Nullable String targetingKey;
    private final Attributes attributes;

    private EvaluationContext(@Nullable String targetingKey, Attributes attributes) {
        this.targetingKey = targetingKey;
        this.attributes = attributes;
    }

    /** A context for {@code targetingKey}, often a user's id. Null means unknown. */
    public static EvaluationContext of(@Nullable String targetingKey) {
        return targetingKey == null ? EMPTY : new EvaluationContext(targetingKey, Attributes.NONE);
    }

    /** A context for {@code targetingKey} with all of {@code attributes}, each taken as by {@link #with}. */
    public static EvaluationContext of(
            @Nullable String targetingKey, Map<String, ? extends @Nullable Object> attributes) {
        return new EvaluationContext(targetingKey, Attributes.of(attributes));
    }

    /**
     * This context and one attribute more, replacing one of the same name. A null value leaves the attribute out. Values
     * are String, Boolean, Number, {@link java.time.Instant}, or Map and Collection of them; others match nothing.
     */
    public EvaluationContext with(String name, @Nullable Object value) {
        return new EvaluationContext(targetingKey, attributes.with(name, ContextValues.taken(value)));
    }

    public @Nullable String targetingKey() {
        return targetingKey;
    }

    /**
     * The attribute's value, or null where there is none. Numbers are a Long where they are whole and have 64 bits, else a
     * Double; Maps and Lists cannot be changed.
     */
    public @Nullable Object attribute(String name) {
        return attributes.get(name);
    }

    @Override
    public String toString() {
        return "EvaluationContext[" + targetingKey + ", " + attributes.names() + "]";
    }
}

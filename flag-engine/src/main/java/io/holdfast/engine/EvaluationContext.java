package io.holdfast.engine;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom or what a flag is evaluated for: a targeting key and attributes, as in OpenFeature. Immutable, also when what it was
 * given changes later.
 */
public final class EvaluationContext {
    public static final EvaluationContext EMPTY = new EvaluationContext(null, Map.of());

    private final @Nullable String targetingKey;
    private final Map<String, Object> attributes;

    private EvaluationContext(@Nullable String targetingKey, Map<String, Object> attributes) {
        this.targetingKey = targetingKey;
        this.attributes = attributes;
    }

    /** A context for {@code targetingKey}, often a user's id. Null means unknown. */
    public static EvaluationContext of(@Nullable String targetingKey) {
        return targetingKey == null ? EMPTY : new EvaluationContext(targetingKey, Map.of());
    }

    /** A context for {@code targetingKey} with all of {@code attributes}, each taken as by {@link #with}. */
    public static EvaluationContext of(
            @Nullable String targetingKey, Map<String, ? extends @Nullable Object> attributes) {
        Map<String, Object> taken = new HashMap<>();
        attributes.forEach((name, value) -> put(taken, name, value));
        return new EvaluationContext(targetingKey, taken);
    }

    /**
     * This context and one attribute more, replacing one of the same name. A null value leaves the attribute out. Values
     * are String, Boolean, Number, {@link java.time.Instant}, or Map and Collection of them; others match nothing.
     */
    public EvaluationContext with(String name, @Nullable Object value) {
        Map<String, Object> changed = new HashMap<>(attributes);
        put(changed, name, value);
        return new EvaluationContext(targetingKey, changed);
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

    private static void put(Map<String, Object> attributes, String name, @Nullable Object value) {
        Object taken = ContextValues.taken(value);
        if (taken == null) {
            attributes.remove(name);
        } else {
            attributes.put(name, taken);
        }
    }

    @Override
    public String toString() {
        return "EvaluationContext[" + targetingKey + ", " + attributes.keySet() + "]";
    }
}

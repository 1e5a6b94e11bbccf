package io.holdfast.engine;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whom or what a flag is evaluated for: a targeting key and attributes, as in OpenFeature. Immutable. */
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

    /**
     * This context and one attribute more, replacing one of the same name. A null value leaves the attribute out. Values
     * are String, Boolean, Number, or Map and List of them; others match nothing.
     */
    public EvaluationContext with(String name, @Nullable Object value) {
        Map<String, Object> changed = new HashMap<>(attributes);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new EvaluationContext(targetingKey, changed);
    }

    public @Nullable String targetingKey() {
        return targetingKey;
    }

    /** The attribute's value, or null where there is none. */
    public @Nullable Object attribute(String name) {
        return attributes.get(name);
    }

    @Override
    public String toString() {
        return "EvaluationContext[" + targetingKey + ", " + attributes.keySet() + "]";
    }
}

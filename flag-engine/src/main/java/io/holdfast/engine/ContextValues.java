package io.holdfast.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes a context's values once, so that checks find only Strings, Booleans, Longs, finite Doubles, and Maps and Lists that
 * nobody can change: they then compare by {@code equals}, and a check needs no conversion.
 */
final class ContextValues {
    private ContextValues() {}

    /** The value as checks see it; null for null, and for what is nested deeper than any attribute can be reached. */
    static @Nullable Object taken(@Nullable Object value) {
        return taken(value, 0);
    }

    private static @Nullable Object taken(@Nullable Object value, int depth) {
        if (value instanceof Number number) {
            Number canonical = Numbers.canonical(number);
            return canonical == null ? number : canonical;
        }
        if (value instanceof Map<?, ?> map) {
            return depth == Limits.VALUE_DEPTH ? null : map(map, depth + 1);
        }
        if (value instanceof Collection<?> collection) {
            return depth == Limits.VALUE_DEPTH ? null : list(collection, depth + 1);
        }
        return value;
    }

    private static Map<String, @Nullable Object> map(Map<?, ?> map, int depth) {
        Map<String, @Nullable Object> taken = new LinkedHashMap<>();
        map.forEach((name, value) -> taken.put(String.valueOf(name), taken(value, depth)));
        return Collections.unmodifiableMap(taken);
    }

    private static List<@Nullable Object> list(Collection<?> collection, int depth) {
        List<@Nullable Object> taken = new ArrayList<>(collection.size());
        collection.forEach(value -> taken.add(taken(value, depth)));
        return Collections.unmodifiableList(taken);
    }
}

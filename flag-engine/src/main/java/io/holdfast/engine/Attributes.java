package io.holdfast.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A context's attributes by name. Immutable. Few lie side by side, names and values by turns: looking through them is quicker
 * than a hash table, which is spread over the memory. Beyond that there is a hash table as well.
 */
final class Attributes {
    static final Attributes NONE = new Attributes(List.of());
    private static final int FEW = 8;

    private final Object[] entries;
    private final @Nullable Map<String, Object> many;

    private Attributes(List<Object> entries) {
        this.entries = entries.toArray();
        this.many = entries.size() <= 2 * FEW ? null : new HashMap<>();
        for (int i = 0; many != null && i < this.entries.length; i += 2) {
            many.put((String) this.entries[i], this.entries[i + 1]);
        }
    }

    /** Each value as checks see it; null ones are left out. */
    static Attributes of(Map<String, ? extends @Nullable Object> attributes) {
        List<Object> entries = new ArrayList<>(2 * attributes.size());
        attributes.forEach((name, value) -> add(entries, name, ContextValues.taken(value)));
        return new Attributes(entries);
    }

    /** These, with {@code value} as {@code name}, or without that where the value is null. */
    Attributes with(String name, @Nullable Object value) {
        List<Object> changed = new ArrayList<>(entries.length + 2);
        for (int i = 0; i < entries.length; i += 2) {
            if (!entries[i].equals(name)) {
                changed.add(entries[i]);
                changed.add(entries[i + 1]);
            }
        }
        add(changed, name, value);
        return new Attributes(changed);
    }

    @Nullable
    Object get(String name) {
        if (many != null) {
            return many.get(name);
        }
        // Names in code and in rules are often the same object; only then is there no need to read it.
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i] == name) {
                return entries[i + 1];
            }
        }
        for (int i = 0; i < entries.length; i += 2) {
            if (name.equals(entries[i])) {
                return entries[i + 1];
            }
        }
        return null;
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < entries.length; i += 2) {
            names.add((String) entries[i]);
        }
        return names;
    }

    private static void add(List<Object> entries, String name, @Nullable Object value) {
        if (value != null) {
            entries.add(name);
            entries.add(value);
        }
    }
}

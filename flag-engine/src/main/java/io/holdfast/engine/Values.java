package io.holdfast.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a JSON value, whoever read it, one that cannot change and that every reader of the written ruleset takes: without
 * this, one value that was saved but cannot be read would keep every SDK from the whole ruleset.
 */
final class Values {
    private final Faults faults;

    Values(Faults faults) {
        this.faults = faults;
    }

    /** Unmodifiable Maps and Lists of Strings, Booleans, Longs and finite Doubles; null for null. What has a fault may come back as it is. */
    @Nullable
    Object checked(String path, @Nullable Object value) {
        return checked(path, value, 0);
    }

    private @Nullable Object checked(String path, @Nullable Object value, int depth) {
        if (depth > Limits.VALUE_DEPTH) {
            faults.add(path, "is nested deeper than " + Limits.VALUE_DEPTH);
            return null;
        }
        if (value instanceof Map<?, ?> map) {
            return object(path, map, depth);
        }
        if (value instanceof List<?> list) {
            return list(path, list, depth);
        }
        if (value instanceof String text) {
            return text(path, text, Limits.STRING_LENGTH);
        }
        return value == null || value instanceof Boolean ? value : number(path, value);
    }

    private Map<String, @Nullable Object> object(String path, Map<?, ?> map, int depth) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        map.forEach((key, item) -> {
            String name = String.valueOf(key);
            text(path, name, Limits.NAME_LENGTH);
            object.put(name, checked(Node.join(path, name), item, depth + 1));
        });
        return Collections.unmodifiableMap(object);
    }

    private List<@Nullable Object> list(String path, List<?> items, int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            list.add(checked(path + "/" + i, items.get(i), depth + 1));
        }
        return Collections.unmodifiableList(list);
    }

    /** The text, which may have a fault. */
    String text(String path, String text, int longest) {
        if (text.length() > longest) {
            faults.add(path, "is longer than " + longest + " characters");
        } else if (!sound(text)) {
            faults.add(path, "has a character that is none: U+0000 or half of a surrogate pair");
        }
        return text;
    }

    private Number number(String path, Object value) {
        Long whole = value instanceof Double || value instanceof Float ? null : Numbers.whole(value);
        if (whole != null) {
            return whole;
        }
        double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
        if (!Double.isFinite(number)) {
            faults.add(path, value instanceof Number ? "is a number that is too large" : "is not a JSON value");
        }
        return number;
    }

    private static boolean sound(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (unit == 0 || Character.isSurrogate(unit)) {
                return false;
            }
        }
        return true;
    }
}

package io.holdfast.engine;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that is being decoded. Every reader reports a fault and answers a harmless stand-in instead of throwing,
 * so that all faults of a document are found in one pass.
 */
final class Node {
    static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    /** What {@link #KEY} says, for people. */
    static final String KEY_RULE =
            "must be lower-case letters, digits, '.', '_' or '-', at most 100, and begin with a letter or digit";

    private final String path;
    private final Map<?, ?> fields;
    private final Faults faults;
    private final Set<String> known = new HashSet<>();

    private Node(String path, Map<?, ?> fields, Faults faults) {
        this.path = path;
        this.fields = fields;
        this.faults = faults;
    }

    static Node of(String path, @Nullable Object value, Faults faults) {
        if (value instanceof Map<?, ?> map) {
            return new Node(path, map, faults);
        }
        faults.add(path, "must be an object");
        return new Node(path, Map.of(), faults);
    }

    String path() {
        return path;
    }

    String pathOf(String name) {
        return join(path, name);
    }

    /** The JSON pointer (RFC 6901) to {@code name} in what {@code path} points to. */
    static String join(String path, String name) {
        return path + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    void fault(String message) {
        faults.add(path, message);
    }

    void fault(String name, String message) {
        faults.add(pathOf(name), message);
    }

    /** A fault in the entry {@code index} of the list {@code name}. */
    void fault(String name, int index, String message) {
        faults.add(pathOf(name) + "/" + index, message);
    }

    @Nullable
    Object get(String name) {
        known.add(name);
        return fields.get(name);
    }

    /** Any JSON value, checked all the way down. */
    @Nullable
    Object value(String name) {
        return new Values(faults).checked(pathOf(name), get(name));
    }

    boolean has(String name) {
        return get(name) != null;
    }

    Set<String> names() {
        Set<String> names = new HashSet<>();
        fields.keySet().forEach(name -> names.add(String.valueOf(name)));
        return names;
    }

    Node node(String name) {
        return of(pathOf(name), get(name), faults);
    }

    <T> List<T> nodes(String name, int most, Function<Node, T> decoder) {
        List<T> decoded = new ArrayList<>();
        List<?> items = items(name, most);
        for (int i = 0; i < items.size(); i++) {
            decoded.add(decoder.apply(of(pathOf(name) + "/" + i, items.get(i), faults)));
        }
        return decoded;
    }

    List<?> items(String name, int most) {
        Object value = get(name);
        if (!(value instanceof List<?> list)) {
            if (value != null) {
                fault(name, "must be a list");
            }
            return List.of();
        }
        if (list.size() > most) {
            fault(name, "has " + list.size() + " entries, more than " + most);
            return List.of();
        }
        return list;
    }

    @Nullable
    String string(String name) {
        Object value = get(name);
        if (value instanceof String text) {
            return new Values(faults).text(pathOf(name), text, Limits.STRING_LENGTH);
        }
        if (value != null) {
            fault(name, "must be text");
        }
        return null;
    }

    String requiredString(String name) {
        if (!has(name)) {
            fault(name, "is missing");
        }
        String value = string(name);
        return value == null ? "" : value;
    }

    String key(String name) {
        String value = requiredString(name);
        if (!value.isEmpty() && !KEY.matcher(value).matches()) {
            fault(name, KEY_RULE);
        }
        return value;
    }

    boolean requiredBoolean(String name) {
        if (!has(name)) {
            fault(name, "is missing");
        }
        return booleanOr(name, false);
    }

    boolean booleanOr(String name, boolean fallback) {
        Object value = get(name);
        if (value instanceof Boolean bool) {
            return bool;
        }
        if (value != null) {
            fault(name, "must be true or false");
        }
        return fallback;
    }

    int integer(String name, int least, int most, int fallback) {
        return (int) integer(name, (long) least, (long) most, (long) fallback);
    }

    long integer(String name, long least, long most, long fallback) {
        Object value = get(name);
        if (value == null) {
            return fallback;
        }
        Long whole = Numbers.whole(value);
        if (whole != null && whole >= least && whole <= most) {
            return whole;
        }
        fault(name, "must be a whole number from " + least + " to " + most);
        return fallback;
    }

    @Nullable
    Instant instant(String name) {
        String value = string(name);
        try {
            return value == null ? null : Instant.parse(value);
        } catch (DateTimeParseException e) {
            fault(name, "must be a date and time in UTC such as 2026-01-31T08:00:00Z");
            return null;
        }
    }

    Set<String> keys(String name, int most) {
        return set(
                name,
                most,
                item -> item instanceof String key && KEY.matcher(key).matches(),
                "must be a key");
    }

    /** Texts, in any order, each once. */
    Set<String> texts(String name, int most) {
        return set(name, most, item -> isText(name, item), "must be text, and not empty");
    }

    private boolean isText(String name, @Nullable Object item) {
        return item instanceof String text
                && !text.isEmpty()
                && !new Values(faults)
                        .text(pathOf(name), text, Limits.TEXT_LENGTH)
                        .isEmpty();
    }

    private Set<String> set(String name, int most, Predicate<@Nullable Object> fits, String message) {
        Set<String> set = new HashSet<>();
        List<?> items = items(name, most);
        for (int i = 0; i < items.size(); i++) {
            if (fits.test(items.get(i))) {
                set.add(String.valueOf(items.get(i)));
            } else {
                fault(name, i, message);
            }
        }
        return set;
    }

    /** Reports every field that no reader has asked for. */
    void refuseUnknown() {
        for (String name : names()) {
            if (!known.contains(name)) {
                fault(name, "is not a field that is known here");
            }
        }
    }
}

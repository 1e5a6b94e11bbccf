package io.holdfast.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where in a context a value is: an attribute's name, or from a {@code /} on a JSON pointer (RFC 6901). Immutable. */
final class Attribute {
    private static final Pattern POINTER = Pattern.compile("/([^~]|~[01])*+", Pattern.DOTALL);
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

    private final String name;
    private final String[] inside;
    private final int[] indexes;
    private final boolean targetingKey;

    private Attribute(String... path) {
        // Names in code are interned too, so that a context can find it without reading it.
        this.name = path[0].intern();
        this.inside = Arrays.copyOfRange(path, 1, path.length);
        this.indexes = Arrays.stream(inside).mapToInt(Attribute::index).toArray();
        this.targetingKey = name.equals(Rollout.TARGETING_KEY);
    }

    /** Whether {@code text} names an attribute at all. */
    static boolean isSound(String text) {
        return !text.isEmpty()
                && text.length() <= Limits.NAME_LENGTH
                && (text.charAt(0) != '/' || POINTER.matcher(text).matches());
    }

    static Attribute of(String text) {
        if (!text.startsWith("/")) {
            return new Attribute(text);
        }
        String[] path = text.substring(1).split("/", -1);
        for (int i = 0; i < path.length; i++) {
            path[i] = path[i].replace("~1", "/").replace("~0", "~");
        }
        return new Attribute(path);
    }

    /** Whether it is the targeting key itself. */
    boolean isTargetingKey() {
        return targetingKey && inside.length == 0;
    }

    /** The value, or null where there is none. */
    @Nullable
    Object in(EvaluationContext context) {
        Object value = targetingKey ? context.targetingKey() : context.attribute(name);
        for (int i = 0; i < inside.length && value != null; i++) {
            value = step(value, inside[i], indexes[i]);
        }
        return value;
    }

    private static @Nullable Object step(Object holder, String name, int index) {
        if (holder instanceof Map<?, ?> map) {
            return map.get(name);
        }
        return holder instanceof List<?> list && index >= 0 && index < list.size() ? list.get(index) : null;
    }

    /** What {@code token} counts to in a list, or -1. */
    private static int index(String token) {
        return INDEX.matcher(token).matches() ? Integer.parseInt(token) : -1;
    }
}

package io.holdfast.engine;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What kind of values a flag has. */
public enum FlagType {
    BOOLEAN("boolean"),
    STRING("string"),
    NUMBER("number"),
    JSON("json");

    private final String wireName;

    FlagType(String wireName) {
        this.wireName = wireName;
    }

    /** The name in rulesets, vectors and the API. */
    public String wireName() {
        return wireName;
    }

    /** Whether {@code value}, as the codec reads it, is a value of this type. JSON null is a value of none. */
    public boolean accepts(@Nullable Object value) {
        return switch (this) {
            case BOOLEAN -> value instanceof Boolean;
            case STRING -> value instanceof String;
            case NUMBER -> value instanceof Number;
            case JSON -> value instanceof Map || value instanceof List;
        };
    }

    static @Nullable FlagType fromWireName(String name) {
        for (FlagType type : values()) {
            if (type.wireName.equals(name)) {
                return type;
            }
        }
        return null;
    }
}

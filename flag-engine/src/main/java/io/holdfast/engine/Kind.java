package io.holdfast.engine;

import org.jspecify.annotations.Nullable;

/** What a flag is for. It says how long the flag should live; it never changes what the flag answers. */
public enum Kind {
    RELEASE("release"),
    OPERATIONAL("operational"),
    KILL_SWITCH("kill-switch"),
    EXPERIMENT("experiment"),
    PERMISSION("permission");

    private final String wireName;

    Kind(String wireName) {
        this.wireName = wireName;
    }

    /** The name in rulesets and the API. */
    public String wireName() {
        return wireName;
    }

    static @Nullable Kind fromWireName(String name) {
        for (Kind kind : values()) {
            if (kind.wireName.equals(name)) {
                return kind;
            }
        }
        return null;
    }
}

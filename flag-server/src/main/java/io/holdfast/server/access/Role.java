package io.holdfast.server.access;

import java.util.Locale;

/** What a person or program may do, weakest first: each role includes the ones before. */
enum Role {
    VIEWER,
    EDITOR,
    OPERATOR,
    ADMIN;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /** The authority that Spring Security checks. */
    String authority() {
        return "ROLE_" + name();
    }
}

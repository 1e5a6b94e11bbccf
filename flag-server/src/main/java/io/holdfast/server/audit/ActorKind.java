package io.holdfast.server.audit;

import java.util.Locale;

/** What kind of actor it is. */
public enum ActorKind {
    PERSON,
    PROGRAM,
    SYSTEM;

    /** The name in the database and the API. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

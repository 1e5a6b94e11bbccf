package io.holdfast.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A standing request to keep (part of) an environment browse-only or shed, as far as an SDK needs to know it: who asked
 * and why stays on the server.
 *
 * @param shedLevel 0 to 4
 * @param message what visitors are told
 * @param incident a link
 * @param since when it was set
 * @param startsAt when it becomes active; null means at once
 * @param expiresAt when it ends by itself; null means never
 */
public record Hold(
        String id,
        Stage stage,
        int shedLevel,
        @Nullable String message,
        @Nullable String incident,
        Scope scope,
        Instant since,
        @Nullable Instant startsAt,
        @Nullable Instant expiresAt) {

    /** Whether it is in force at {@code now}: from its start, inclusive, to its expiry, exclusive. */
    public boolean activeAt(Instant now) {
        return (startsAt == null || !now.isBefore(startsAt)) && (expiresAt == null || now.isBefore(expiresAt));
    }

    Instant effectiveSince() {
        return startsAt != null && startsAt.isAfter(since) ? startsAt : since;
    }
}

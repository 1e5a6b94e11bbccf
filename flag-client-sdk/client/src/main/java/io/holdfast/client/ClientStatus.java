package io.holdfast.client;

import java.time.Instant;

/**
 * How fresh a client's knowledge is. Stale is no failure: checks go on with the last known good ruleset for ever.
 *
 * @param since when this state began; for {@link State#STALE} when the server was last heard
 */
public record ClientStatus(State state, Instant since) {
    /** The states, in the order of a client's life. */
    public enum State {
        /** Knows nothing yet; checks answer their code defaults. */
        INITIALIZING,
        /** In contact with a server. */
        READY,
        /** Knows something, but has lost contact. */
        STALE,
        /** Closed; checks answer with what was last known. */
        CLOSED
    }
}

package io.holdfast.client;

import io.holdfast.engine.Posture;
import io.holdfast.engine.Ruleset;

/** All that checks read, swapped whole. Immutable. */
record Snapshot(Ruleset ruleset, Posture posture) {
    static final Snapshot EMPTY = new Snapshot(Ruleset.EMPTY, Posture.NONE);

    boolean known() {
        return ruleset != Ruleset.EMPTY;
    }
}

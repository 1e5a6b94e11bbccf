package io.holdfast.client;

import io.holdfast.engine.Posture;

/**
 * A write was refused because a hold asks for it. Do not retry it, and keep it out of circuit breakers: nothing is broken.
 */
public final class BrowseOnlyException extends RuntimeException {
    private final transient Posture posture;

    public BrowseOnlyException(Posture posture) {
        super(posture.message() == null ? "This site is browse-only at the moment." : posture.message());
        this.posture = posture;
    }

    /** The posture that refused it. */
    public Posture posture() {
        return posture;
    }
}

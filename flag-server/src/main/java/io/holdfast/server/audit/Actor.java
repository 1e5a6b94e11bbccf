package io.holdfast.server.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who does something.
 *
 * @param address the network address, where there is one
 */
public record Actor(String name, ActorKind kind, @Nullable String address) {
    /** Holdfast itself. */
    public static final Actor SYSTEM = new Actor("holdfast", ActorKind.SYSTEM, null);
}

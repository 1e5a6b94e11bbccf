package io.holdfast.server.access;

import org.jspecify.annotations.Nullable;

/**
 * Whom a bearer secret belongs to.
 *
 * @param environment of an SDK key, else null
 */
public record Principal(
        String id,
        String name,
        String kind,
        @Nullable String role,
        @Nullable String environment) {
    static final String SDK = "SDK";
    static final String API = "API";
}

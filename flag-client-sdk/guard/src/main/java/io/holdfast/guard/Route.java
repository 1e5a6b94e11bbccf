package io.holdfast.guard;

import org.jspecify.annotations.Nullable;

/**
 * Where a request goes, as the application's own router resolved it.
 *
 * @param pattern as declared, such as {@code /listings/{id}/book}; it names the route in reports, so it holds no ids
 * @param effect as declared, or null to go by the HTTP method
 */
public record Route(String pattern, @Nullable Effect effect) {
    /** A request that no route is known for. */
    public static final Route UNKNOWN = new Route("(unknown)", null);
}

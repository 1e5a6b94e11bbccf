package io.holdfast.guard;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Routes declared by exact method and path, for applications whose router cannot be asked. What is let through fits only
 * when a request's raw path is that path to the letter: with an encoded character, a doubled or trailing slash, a matrix
 * parameter or other case it does not fit, and its HTTP method decides. What writes fits in every such spelling, since the
 * container may take it to the same handler. Immutable after {@link Builder#build()}.
 */
public final class DeclaredRoutes implements RouteResolver {
    private final Map<String, Route> routes;
    private final Map<String, Route> writes;

    private DeclaredRoutes(Map<String, Route> routes, Map<String, Route> writes) {
        this.routes = Map.copyOf(routes);
        this.writes = Map.copyOf(writes);
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Optional<Route> resolve(HttpServletRequest request) {
        Route exact = routes.get(request.getMethod() + " " + request.getRequestURI());
        return Optional.ofNullable(exact == null ? writes.get(request.getMethod() + " " + spelling(request)) : exact);
    }

    /** The path as the container understood it: decoded, without dots and parameters. */
    private static String spelling(HttpServletRequest request) {
        String inside = Objects.requireNonNullElse(request.getPathInfo(), "");
        return spelling(request.getServletContext().getContextPath() + request.getServletPath() + inside);
    }

    private static String spelling(String path) {
        String single = path.replaceAll("/{2,}", "/").toLowerCase(Locale.ROOT);
        return single.length() > 1 && single.endsWith("/") ? single.substring(0, single.length() - 1) : single;
    }

    /** Collects declarations. */
    public static final class Builder {
        private final Map<String, Route> routes = new HashMap<>();
        private final Map<String, Route> writes = new HashMap<>();

        private Builder() {}

        /** Declares what {@code method} on exactly {@code path}, context path included, does. */
        public Builder declare(String method, String path, Effect effect) {
            if (!path.startsWith("/") || path.contains("*") || path.contains("{")) {
                throw new IllegalArgumentException("Only exact paths can be declared, not '" + path + "'");
            }
            String name = method.toUpperCase(Locale.ROOT);
            Route route = new Route(path, effect);
            routes.put(name + " " + path, route);
            if (effect == Effect.WRITE) {
                writes.put(name + " " + spelling(path), route);
            }
            if (effect == Effect.WRITE && name.equals("GET")) {
                // Servlets answer HEAD by doing what they do for GET.
                writes.put("HEAD " + spelling(path), route);
            }
            return this;
        }

        public DeclaredRoutes build() {
            return new DeclaredRoutes(routes, writes);
        }
    }
}

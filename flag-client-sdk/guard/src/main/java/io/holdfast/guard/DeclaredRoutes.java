package io.holdfast.guard;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Routes declared by exact method and path, for applications whose router cannot be asked. A request fits only when its
 * raw path is that path to the letter: with an encoded character, a doubled or trailing slash, a matrix parameter or
 * other case it does not fit, and its HTTP method decides. Immutable after {@link Builder#build()}.
 */
public final class DeclaredRoutes implements RouteResolver {
    private final Map<String, Route> routes;

    private DeclaredRoutes(Map<String, Route> routes) {
        this.routes = Map.copyOf(routes);
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Optional<Route> resolve(HttpServletRequest request) {
        return Optional.ofNullable(routes.get(request.getMethod() + " " + request.getRequestURI()));
    }

    /** Collects declarations. */
    public static final class Builder {
        private final Map<String, Route> routes = new HashMap<>();

        private Builder() {}

        /** Declares what {@code method} on exactly {@code path}, context path included, does. */
        public Builder declare(String method, String path, Effect effect) {
            if (!path.startsWith("/") || path.contains("*") || path.contains("{")) {
                throw new IllegalArgumentException("Only exact paths can be declared, not '" + path + "'");
            }
            routes.put(method.toUpperCase(Locale.ROOT) + " " + path, new Route(path, effect));
            return this;
        }

        public DeclaredRoutes build() {
            return new DeclaredRoutes(routes);
        }
    }
}

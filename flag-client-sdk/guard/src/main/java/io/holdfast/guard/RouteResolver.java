package io.holdfast.guard;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/** Asks the application's router where a request goes. It must not guess from the path: that is how writes slip through. */
@FunctionalInterface
public interface RouteResolver {

    /** The route, or empty when this router does not handle the request. Called on every guarded request; must be quick. */
    Optional<Route> resolve(HttpServletRequest request);

    /**
     * Adds headers to a refusal that the handler's answers have too, such as those of CORS: without them, a page of another
     * origin could not read why it was refused. Must not write a body.
     */
    default void prepareRefusal(HttpServletRequest request, HttpServletResponse refusal) {}
}

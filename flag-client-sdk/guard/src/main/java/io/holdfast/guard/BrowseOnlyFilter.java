package io.holdfast.guard;

import io.holdfast.client.FlagClient;
import io.holdfast.engine.Posture;
import io.holdfast.engine.Stage;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps writes off while a hold asks for it. What a request does is what its handler declares; where nothing is declared,
 * its HTTP method says, and an unknown method is a write. A refused request goes no further: its handler has not run.
 * What a handler dispatches onwards (forwards, errors, asynchronous work) belongs to the request that was let through, and
 * is neither counted nor refused again. Thread-safe.
 *
 * <p>OBSERVE counts and changes not one byte. WARN lets everything through and says so in a header. ENFORCE refuses.
 */
public final class BrowseOnlyFilter implements Filter {
    /** On every response while a hold warns or enforces: the stage, in lower case. */
    public static final String HEADER = "Browse-Only";

    /** The safe methods of RFC 9110, RFC 4918, RFC 3253 and RFC 5323, and QUERY of the HTTP working group. */
    private static final Set<String> READS =
            Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "REPORT", "SEARCH", "QUERY");

    private static final Set<String> COMMON_WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

    private final FlagClient flags;
    private final List<RouteResolver> resolvers;
    private final Refusal refusal;

    /** Resolvers are asked in turn; the first that has an effect declared for the request decides. */
    public BrowseOnlyFilter(FlagClient flags, List<RouteResolver> resolvers) {
        this.flags = flags;
        this.resolvers = List.copyOf(resolvers);
        this.refusal = new Refusal();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Posture posture = flags.posture();
        if (posture.stage() == Stage.OFF
                || request.getDispatcherType() != DispatcherType.REQUEST
                || !(request instanceof HttpServletRequest http)
                || !(response instanceof HttpServletResponse answer)) {
            chain.doFilter(request, response);
            return;
        }
        announce(posture.stage(), answer);
        Route route = resolve(http);
        if (writes(http, route)) {
            flags.recordRefusal(countable(http.getMethod()), route.pattern(), posture.stage());
            if (posture.stage() == Stage.ENFORCE) {
                resolvers.forEach(resolver -> resolver.prepareRefusal(http, answer));
                refusal.answer(posture, http, answer);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private static void announce(Stage stage, HttpServletResponse response) {
        if (stage == Stage.WARN || stage == Stage.ENFORCE) {
            response.setHeader(HEADER, stage == Stage.WARN ? "warn" : "enforce");
            response.addHeader("Access-Control-Expose-Headers", HEADER + ", Retry-After");
        }
    }

    private Route resolve(HttpServletRequest request) {
        Route known = null;
        for (RouteResolver resolver : resolvers) {
            Optional<Route> route = resolver.resolve(request);
            if (route.isPresent() && route.get().effect() != null) {
                return route.get();
            }
            known = known == null ? route.orElse(null) : known;
        }
        return known == null ? mapped(request) : known;
    }

    /** Where no router is asked, the servlet's own mapping names the route. */
    private static Route mapped(HttpServletRequest request) {
        String pattern = request.getHttpServletMapping().getPattern();
        return pattern.isEmpty() ? Route.UNKNOWN : new Route(pattern, null);
    }

    /** A method's name for the report; names that a client made up are counted together. */
    private static String countable(String method) {
        return READS.contains(method) || COMMON_WRITES.contains(method) ? method : "OTHER";
    }

    private static boolean writes(HttpServletRequest request, Route route) {
        return route.effect() == null ? !READS.contains(request.getMethod()) : route.effect() == Effect.WRITE;
    }
}

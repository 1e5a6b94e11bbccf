package io.holdfast.spring;

import io.holdfast.guard.AllowedInBrowseOnly;
import io.holdfast.guard.Effect;
import io.holdfast.guard.ReadsOnly;
import io.holdfast.guard.Route;
import io.holdfast.guard.RouteResolver;
import io.holdfast.guard.Writes;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.AnnotatedElement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Asks Spring MVC's own handler mappings, in their order, which handler will run, and reads its annotations. So whatever
 * spelling of a path Spring takes for a handler, that handler's effect decides. Asked only while a hold concerns this
 * instance. Thread-safe.
 */
final class HandlerRoutes implements RouteResolver {
    private static final Logger LOG = LoggerFactory.getLogger(HandlerRoutes.class);

    private final Supplier<List<HandlerMapping>> source;
    private volatile @Nullable List<HandlerMapping> mappings;

    /** Asked for at the first request: handler mappings are made after filters. */
    HandlerRoutes(Supplier<List<HandlerMapping>> source) {
        this.source = source;
    }

    @Override
    public Optional<Route> resolve(HttpServletRequest request) {
        Map<String, Object> before = attributes(request);
        try {
            ServletRequestPathUtils.parseAndCache(request);
            return route(request);
        } catch (Exception e) {
            // The request will fail in the same way in Spring itself; until then its method decides.
            LOG.debug("Spring MVC has no handler for this request", e);
            return Optional.empty();
        } finally {
            restore(request, before);
        }
    }

    // HandlerMapping.getHandler declares Exception.
    private Optional<Route> route(HttpServletRequest request) throws Exception {
        for (HandlerMapping mapping : mappings()) {
            HandlerExecutionChain chain = mapping.getHandler(request);
            if (chain != null) {
                Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
                String name = pattern == null ? Route.UNKNOWN.pattern() : pattern.toString();
                return Optional.of(new Route(name, effect(chain.getHandler())));
            }
        }
        return Optional.empty();
    }

    private List<HandlerMapping> mappings() {
        List<HandlerMapping> known = mappings;
        if (known == null) {
            known = source.get();
            mappings = known;
        }
        return known;
    }

    private static @Nullable Effect effect(Object handler) {
        if (!(handler instanceof HandlerMethod method)) {
            return null;
        }
        Effect declared = declared(method.getMethod());
        return declared == null ? declared(method.getBeanType()) : declared;
    }

    private static @Nullable Effect declared(AnnotatedElement element) {
        if (AnnotatedElementUtils.hasAnnotation(element, Writes.class)) {
            return Effect.WRITE;
        }
        if (AnnotatedElementUtils.hasAnnotation(element, AllowedInBrowseOnly.class)) {
            return Effect.EXEMPT;
        }
        return AnnotatedElementUtils.hasAnnotation(element, ReadsOnly.class) ? Effect.READ : null;
    }

    private static Map<String, Object> attributes(HttpServletRequest request) {
        Map<String, Object> attributes = new HashMap<>();
        request.getAttributeNames()
                .asIterator()
                .forEachRemaining(name -> attributes.put(name, request.getAttribute(name)));
        return attributes;
    }

    /** Looking must leave no trace: Spring itself looks again. */
    private static void restore(HttpServletRequest request, Map<String, Object> before) {
        attributes(request).keySet().stream()
                .filter(name -> !before.containsKey(name))
                .forEach(request::removeAttribute);
        before.forEach(request::setAttribute);
    }
}

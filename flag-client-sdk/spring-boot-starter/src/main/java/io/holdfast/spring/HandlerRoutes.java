package io.holdfast.spring;

import io.holdfast.guard.AllowedInBrowseOnly;
import io.holdfast.guard.Effect;
import io.holdfast.guard.ReadsOnly;
import io.holdfast.guard.Route;
import io.holdfast.guard.RouteResolver;
import io.holdfast.guard.Writes;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.AnnotatedElement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.util.ClassUtils;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerInterceptor;
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
    private final Map<String, Boolean> dispatchers = new ConcurrentHashMap<>();
    private volatile @Nullable List<HandlerMapping> mappings;

    /** Asked for at the first request: handler mappings are made after filters. */
    HandlerRoutes(Supplier<List<HandlerMapping>> source) {
        this.source = source;
    }

    @Override
    public Optional<Route> resolve(HttpServletRequest request) {
        return ask(request, handler -> route(request, handler));
    }

    /** Lets a page of another origin read the refusal where Spring would let it read the answer. */
    @Override
    public void prepareRefusal(HttpServletRequest request, HttpServletResponse refusal) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null) {
            ask(request, handler -> cors(request, handler))
                    .ifPresent(configuration -> allow(origin, configuration, refusal));
        }
    }

    private <T> Optional<T> ask(HttpServletRequest request, Function<HandlerExecutionChain, @Nullable T> question) {
        if (!goesToSpring(request)) {
            return Optional.empty();
        }
        Map<String, Object> before = attributes(request);
        try {
            ServletRequestPathUtils.parseAndCache(request);
            HandlerExecutionChain handler = handler(request);
            return handler == null ? Optional.empty() : Optional.ofNullable(question.apply(handler));
        } catch (Exception e) {
            // The request will fail in the same way in Spring itself; until then its method decides.
            LOG.debug("Spring MVC has no handler for this request", e);
            return Optional.empty();
        } finally {
            restore(request, before);
        }
    }

    /** A servlet of the application's own is not Spring's to speak for, even where Spring has a handler for the path. */
    private boolean goesToSpring(HttpServletRequest request) {
        String name = request.getHttpServletMapping().getServletName();
        ServletRegistration servlet = request.getServletContext().getServletRegistration(name);
        return servlet == null || dispatchers.computeIfAbsent(servlet.getClassName(), HandlerRoutes::isDispatcher);
    }

    private static boolean isDispatcher(String className) {
        try {
            return DispatcherServlet.class.isAssignableFrom(ClassUtils.forName(className, null));
        } catch (ClassNotFoundException | LinkageError e) {
            LOG.debug("{} is taken for a servlet that is not Spring's", className, e);
            return false;
        }
    }

    // HandlerMapping.getHandler declares Exception.
    private @Nullable HandlerExecutionChain handler(HttpServletRequest request) throws Exception {
        for (HandlerMapping mapping : mappings()) {
            HandlerExecutionChain handler = mapping.getHandler(request);
            if (handler != null) {
                return handler;
            }
        }
        return null;
    }

    private static Route route(HttpServletRequest request, HandlerExecutionChain handler) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        String name = pattern == null ? Route.UNKNOWN.pattern() : pattern.toString();
        return new Route(name, effect(handler.getHandler()));
    }

    private static @Nullable CorsConfiguration cors(HttpServletRequest request, HandlerExecutionChain handler) {
        for (HandlerInterceptor interceptor : handler.getInterceptorList()) {
            if (interceptor instanceof CorsConfigurationSource source) {
                return source.getCorsConfiguration(request);
            }
        }
        return null;
    }

    private static void allow(String origin, CorsConfiguration configuration, HttpServletResponse refusal) {
        String allowed = configuration.checkOrigin(origin);
        if (allowed != null) {
            refusal.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, allowed);
            refusal.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
            if (Boolean.TRUE.equals(configuration.getAllowCredentials())) {
                refusal.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
            }
        }
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

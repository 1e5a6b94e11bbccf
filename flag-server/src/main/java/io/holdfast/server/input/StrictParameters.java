package io.holdfast.server.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.holdfast.server.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.beans.PropertyEditorSupport;
import java.net.URLDecoder;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Looks through a query before its parameters are used: each can be read, stands once, and is one that the operation has.
 * SDKs may be newer than this server, so what they add is not taken for a mistake.
 */
@ControllerAdvice
class StrictParameters implements WebMvcConfigurer, HandlerInterceptor {
    private static final String MANAGEMENT = "/api/";

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns(MANAGEMENT + "**", "/sdk/**");
    }

    /** Spring would also take {@code 0x10}, and {@code 1-1-1-1-1} as an id. */
    @InitBinder
    void readAsDescribed(WebDataBinder binder) {
        binder.registerCustomEditor(Integer.class, new TextEditor(Wire::integer));
        binder.registerCustomEditor(UUID.class, new TextEditor(Wire::id));
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        if (query != null && handler instanceof HandlerMethod operation) {
            check(query, request.getRequestURI().startsWith(MANAGEMENT) ? parameters(operation) : null);
        }
        return true;
    }

    /** @param known types by name, or null when others may be sent too */
    private static void check(String query, @Nullable Map<String, Class<?>> known) {
        Set<String> seen = new HashSet<>();
        for (String pair : StringUtils.tokenizeToStringArray(query, "&", false, true)) {
            String[] parts = pair.split("=", 2);
            String name = decode(parts[0], parts[0]);
            String value = parts.length < 2 ? "" : decode(parts[1], name);
            if (known != null) {
                check(name, value, known.get(name));
            }
            if (!seen.add(name)) {
                throw new ProblemException.Invalid(name, "stands twice");
            }
        }
    }

    private static void check(String name, String value, @Nullable Class<?> type) {
        if (type == null) {
            throw new ProblemException.Invalid(name, "is not a parameter that is known here");
        }
        // Else the default would be taken.
        if (value.isEmpty() && type != String.class) {
            throw new ProblemException.Invalid(name, "must not be empty");
        }
    }

    private static String decode(String encoded, String name) {
        String text;
        try {
            text = Texts.decode(URLDecoder.decode(encoded, ISO_8859_1).getBytes(ISO_8859_1));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new ProblemException.Invalid(name, "is not UTF-8, percent-encoded");
        }
        if (!Texts.isText(text)) {
            throw new ProblemException.Invalid(name, Texts.FAULT);
        }
        return text;
    }

    private static Map<String, Class<?>> parameters(HandlerMethod operation) {
        Map<String, Class<?>> parameters = new HashMap<>();
        for (MethodParameter parameter : operation.getMethodParameters()) {
            RequestParam described = parameter.getParameterAnnotation(RequestParam.class);
            if (described != null) {
                parameters.put(described.value(), parameter.getParameterType());
            }
        }
        return parameters;
    }

    private static final class TextEditor extends PropertyEditorSupport {
        private final Function<String, ?> reading;

        TextEditor(Function<String, ?> reading) {
            this.reading = reading;
        }

        @Override
        public void setAsText(String text) {
            setValue(reading.apply(text));
        }
    }
}

package io.holdfast.server.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.lang.reflect.Method;
import java.util.Iterator;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.bind.annotation.RequestHeader;

/** Names what a method of a controller was called with as callers know it. */
final class Arguments {
    private Arguments() {}

    /** {@code createFlag.flagCreate.key} as {@code /key}, and {@code getFlag.flag}, a parameter, as {@code flag}. */
    static String field(ConstraintViolation<?> violation) {
        String[] parts = violation.getPropertyPath().toString().split("\\.", 3);
        return parts.length < 3 ? name(violation, parts[parts.length - 1]) : Pointers.of(parts[2]);
    }

    /** A header is known to callers by another name than to Java. */
    static String name(MethodParameter parameter) {
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        return header == null ? String.valueOf(parameter.getParameterName()) : header.value();
    }

    private static String name(ConstraintViolation<?> violation, String otherwise) {
        Iterator<Path.Node> nodes = violation.getPropertyPath().iterator();
        Path.Node first = nodes.next();
        if (first.getKind() != ElementKind.METHOD) {
            return otherwise;
        }
        Path.MethodNode called = first.as(Path.MethodNode.class);
        Method method = ReflectionUtils.findMethod(
                violation.getRootBeanClass(),
                called.getName(),
                called.getParameterTypes().toArray(Class<?>[]::new));
        int index = nodes.next().as(Path.ParameterNode.class).getParameterIndex();
        if (method == null) {
            return otherwise;
        }
        RequestHeader header =
                new AnnotatedMethod(method).getMethodParameters()[index].getParameterAnnotation(RequestHeader.class);
        return header == null ? otherwise : header.value();
    }
}

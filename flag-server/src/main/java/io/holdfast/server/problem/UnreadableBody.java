package io.holdfast.server.problem;

import io.holdfast.api.model.FieldError;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says which field of a body is not of its type, and what it should be, without giving away class names. */
final class UnreadableBody {
    private UnreadableBody() {}

    static Optional<FieldError> fault(HttpMessageNotReadableException e) {
        return e.getCause() instanceof JacksonException cause
                        && !cause.getPath().isEmpty()
                ? Optional.of(new FieldError(pointer(cause), message(cause)))
                : Optional.empty();
    }

    private static String message(JacksonException cause) {
        if (cause instanceof UnrecognizedPropertyException) {
            return "is not a field that is known here";
        }
        if (cause instanceof ValueInstantiationException creation) {
            return message(creation.getType().getRawClass());
        }
        return message(cause instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null);
    }

    private static String message(@Nullable Class<?> type) {
        if (type == null) {
            return "is not of the right form";
        }
        if (type.isEnum()) {
            return "must be one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "must be a list without nulls";
        }
        if (type == String.class) {
            return "must be text";
        } else if (type == Boolean.class) {
            return "must be true or false";
        } else if (type == Integer.class || type == Long.class) {
            return "must be an integer";
        } else if (type == Instant.class) {
            return "must be a time such as 2030-01-31T12:00:00Z";
        } else if (type == UUID.class) {
            return "must be a UUID";
        }
        return "must be an object";
    }

    private static String pointer(JacksonException cause) {
        JsonPointer pointer = JsonPointer.empty();
        for (JacksonException.Reference step : cause.getPath()) {
            pointer = step.getPropertyName() == null
                    ? pointer.appendIndex(step.getIndex())
                    : pointer.appendProperty(step.getPropertyName());
        }
        return pointer.toString();
    }
}

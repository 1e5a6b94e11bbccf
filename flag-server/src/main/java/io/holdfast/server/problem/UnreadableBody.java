package io.holdfast.server.problem;

import io.holdfast.api.model.FieldError;
import java.util.Optional;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says which field of a body could not be read, and why, without giving away class names. */
final class UnreadableBody {
    private UnreadableBody() {}

    static Optional<FieldError> fault(HttpMessageNotReadableException e) {
        if (!(e.getCause() instanceof DatabindException cause)
                || cause.getPath().isEmpty()) {
            return Optional.empty();
        }
        String message = cause instanceof UnrecognizedPropertyException
                ? "is not a field that is known here"
                : "is not of the right form";
        return Optional.of(new FieldError(pointer(cause), message));
    }

    static String detail(HttpMessageNotReadableException e) {
        if (e.getCause() instanceof DatabindException) {
            return "The body is not an object of the right form.";
        }
        return e.getCause() instanceof JacksonException cause
                ? "The body is not valid JSON: line " + cause.getLocation().getLineNr() + ", column "
                        + cause.getLocation().getColumnNr() + "."
                : "The body is missing or cannot be read.";
    }

    private static String pointer(DatabindException cause) {
        StringBuilder pointer = new StringBuilder();
        for (JacksonException.Reference step : cause.getPath()) {
            pointer.append('/').append(step.getPropertyName() == null ? step.getIndex() : step.getPropertyName());
        }
        return pointer.toString();
    }
}

package io.holdfast.server.problem;

import io.holdfast.api.model.FieldChange;
import io.holdfast.api.model.FieldError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A failure that the caller is told of. Each subclass is one problem type. */
public abstract class ProblemException extends RuntimeException {
    private final ProblemType type;

    private ProblemException(ProblemType type, String detail) {
        super(detail);
        this.type = type;
    }

    public ProblemType type() {
        return type;
    }

    /** There is no such thing. */
    public static final class NotFound extends ProblemException {
        public NotFound(String what, String key) {
            super(ProblemType.NOT_FOUND, "There is no " + what + " '" + key + "'.");
        }
    }

    /** The state of things does not allow it. */
    public static final class Conflict extends ProblemException {
        public Conflict(String detail) {
            super(ProblemType.CONFLICT, detail);
        }
    }

    /** A field's value cannot be taken. */
    public static final class Invalid extends ProblemException {
        private final transient List<FieldError> errors;

        public Invalid(List<FieldError> errors) {
            super(ProblemType.VALIDATION, "Some values cannot be taken.");
            this.errors = List.copyOf(errors);
        }

        public Invalid(String field, String message) {
            this(List.of(new FieldError(field, message)));
        }

        List<FieldError> errors() {
            return errors;
        }
    }

    /** The body is not what it says. */
    public static final class MalformedBody extends ProblemException {
        private final String pointer;

        /** @param pointer where in the body, or the empty text for the whole of it */
        public MalformedBody(String detail, String pointer) {
            super(ProblemType.MALFORMED_BODY, detail);
            this.pointer = pointer;
        }

        List<FieldError> errors() {
            return pointer.isEmpty() ? List.of() : List.of(new FieldError(pointer, "cannot be read"));
        }
    }

    /** The body is of a type that is not taken. */
    public static final class UnsupportedMediaType extends ProblemException {
        public UnsupportedMediaType() {
            super(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json, in UTF-8.");
        }
    }

    /** The body took too long to come. */
    public static final class RequestTimeout extends ProblemException {
        public RequestTimeout() {
            super(ProblemType.REQUEST_TIMEOUT, "The body did not come in time.");
        }
    }

    /** A change without {@code If-Match}. */
    public static final class PreconditionRequired extends ProblemException {
        public PreconditionRequired() {
            super(
                    ProblemType.PRECONDITION_REQUIRED,
                    "Send the ETag of the version that this change is based on as If-Match.");
        }
    }

    /** Somebody else was faster. */
    public static final class StaleVersion extends ProblemException {
        private final transient Detail detail;

        public StaleVersion(Detail detail) {
            super(ProblemType.STALE_VERSION, "This was changed since the version in If-Match.");
            this.detail = detail;
        }

        Detail detail() {
            return detail;
        }

        /** How it is now and what changed since. */
        public record Detail(
                Object current,
                List<FieldChange> changes,
                @Nullable String changedBy,
                @Nullable Instant changedAt) {}
    }

    /** The body is over the limit. */
    public static final class PayloadTooLarge extends ProblemException {
        public PayloadTooLarge(long limit) {
            super(ProblemType.PAYLOAD_TOO_LARGE, "The body is larger than " + limit + " bytes.");
        }
    }

    /** Too many attempts. */
    public static final class RateLimited extends ProblemException {
        private final transient Duration retryAfter;

        public RateLimited(String detail, Duration retryAfter) {
            super(ProblemType.RATE_LIMITED, detail);
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** Who is asking is not known. */
    public static final class Unauthenticated extends ProblemException {
        public Unauthenticated(String detail) {
            super(ProblemType.UNAUTHENTICATED, detail);
        }
    }

    /** Nothing is loaded yet. */
    public static final class NotReady extends ProblemException {
        public NotReady(String detail) {
            super(ProblemType.NOT_READY, detail);
        }
    }
}

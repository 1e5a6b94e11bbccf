package io.holdfast.server.problem;

import java.util.Locale;

/** Every kind of problem, with its status. Its name is part of the contract. */
public enum ProblemType {
    VALIDATION(400, "Some values cannot be taken"),
    MALFORMED_BODY(400, "The body cannot be read"),
    MALFORMED_REQUEST(400, "The request cannot be read"),
    UNAUTHENTICATED(401, "Nobody is signed in"),
    FORBIDDEN(403, "Not allowed"),
    CSRF(403, "The CSRF header is missing or wrong"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Not acceptable"),
    REQUEST_TIMEOUT(408, "The body came too slowly"),
    CONFLICT(409, "Not possible as things are"),
    STALE_VERSION(412, "Somebody else changed this"),
    PAYLOAD_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    PRECONDITION_REQUIRED(428, "If-Match is missing"),
    RATE_LIMITED(429, "Too many attempts"),
    INTERNAL(500, "Something went wrong here"),
    DATABASE_UNAVAILABLE(503, "The database cannot be reached"),
    NOT_READY(503, "Not ready yet");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** What a status says that a library chose. */
    static ProblemType of(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> REQUEST_TIMEOUT;
            case 413 -> PAYLOAD_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 503 -> NOT_READY;
            // An unknown method or version of HTTP is the caller's mistake.
            case 501, 505 -> MALFORMED_REQUEST;
            default -> status < 500 ? MALFORMED_REQUEST : INTERNAL;
        };
    }

    /** The stable URI. */
    public String uri() {
        return "urn:holdfast:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

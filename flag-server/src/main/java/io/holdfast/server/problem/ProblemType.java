package io.holdfast.server.problem;

import java.util.Locale;

/** Every kind of problem, with its status. Its name is part of the contract. */
public enum ProblemType {
    VALIDATION(400, "Some values cannot be taken"),
    MALFORMED_BODY(400, "The body cannot be read"),
    UNAUTHENTICATED(401, "Nobody is signed in"),
    FORBIDDEN(403, "Not allowed"),
    CSRF(403, "The CSRF header is missing or wrong"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Not acceptable"),
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

    /** The stable URI. */
    public String uri() {
        return "urn:holdfast:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

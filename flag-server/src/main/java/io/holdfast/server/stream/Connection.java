package io.holdfast.server.stream;

import io.holdfast.server.access.Principal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * A request that becomes a stream, and by what it was let in.
 *
 * @param program whose key or token it is, or null for a person's session
 */
record Connection(@Nullable Principal program, HttpServletRequest request, HttpServletResponse response) {

    /** The id of the key, token or session. When that ends, so does the stream. */
    String ticket() {
        return program == null ? request.getSession().getId() : program.id();
    }
}

package io.holdfast.server.problem;

import io.holdfast.api.model.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Makes problem documents, and writes them where no controller is involved. */
@Component
public class Problems {
    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    /** A problem without details. */
    static Problem of(ProblemType type, @Nullable String detail, HttpServletRequest request) {
        Problem problem = new Problem(type.uri(), type.title(), type.status());
        problem.setDetail(detail);
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        problem.setInstance(failed instanceof String uri ? uri : request.getRequestURI());
        return problem;
    }

    /** Answers {@code request} with a problem. */
    public void write(
            ProblemType type, @Nullable String detail, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(type.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(json.writeValueAsBytes(of(type, detail, request)));
    }
}

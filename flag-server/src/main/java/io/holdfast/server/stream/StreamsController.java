package io.holdfast.server.stream;

import io.holdfast.server.access.Principal;
import io.holdfast.server.access.SdkEnvironment;
import io.holdfast.server.problem.ProblemException;
import io.holdfast.server.ruleset.EncodedRuleset;
import io.holdfast.server.ruleset.Rulesets;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** Rulesets and streams. They write prepared bytes, so they implement no generated interface. */
@RestController
class StreamsController {
    private final Streams streams;
    private final Rulesets rulesets;
    private final SdkEnvironment environment;
    private final InstantSource clock;

    StreamsController(Streams streams, Rulesets rulesets, SdkEnvironment environment, InstantSource clock) {
        this.streams = streams;
        this.rulesets = rulesets;
        this.environment = environment;
        this.clock = clock;
    }

    @GetMapping("/sdk/v1/ruleset")
    @Nullable
    ResponseEntity<byte[]> ruleset(WebRequest request) {
        EncodedRuleset current = current();
        if (request.checkNotModified(current.etag())) {
            return null;
        }
        return ResponseEntity.ok()
                .header("Holdfast-Server-Time", clock.instant().toString())
                .header("Cache-Control", "no-cache")
                .eTag(current.etag())
                .contentType(MediaType.APPLICATION_JSON)
                .body(current.json());
    }

    @GetMapping("/sdk/v1/stream")
    void stream(
            @AuthenticationPrincipal Principal program,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, HttpRequestMethodNotSupportedException {
        streams.openSdk(current(), lastEventId, connection(program, request, response));
    }

    @GetMapping("/api/v1/events")
    void events(
            @AuthenticationPrincipal @Nullable Principal program,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, HttpRequestMethodNotSupportedException {
        streams.openScreen(connection(program, request, response));
    }

    /** Without its body a stream is nothing, and the connection would stay open for it. */
    private static Connection connection(
            @Nullable Principal program, HttpServletRequest request, HttpServletResponse response)
            throws HttpRequestMethodNotSupportedException {
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            throw new HttpRequestMethodNotSupportedException(request.getMethod(), List.of(HttpMethod.GET.name()));
        }
        return new Connection(program, request, response);
    }

    private EncodedRuleset current() {
        String key = environment.get();
        return rulesets.find(key)
                .orElseThrow(() -> rulesets.loaded()
                        ? new ProblemException.NotFound("environment", key)
                        : new ProblemException.NotReady("The rulesets are still being loaded."));
    }
}

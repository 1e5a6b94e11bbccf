package io.holdfast.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.engine.Posture;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Answers a refused request: 503 with {@code Retry-After}, as a problem (RFC 9457) or, for people, as a page. */
final class Refusal {
    static final String TYPE = "urn:holdfast:problem:browse-only";

    private static final String DEFAULT_MESSAGE =
            "You can look around as usual, but nothing can be changed for a little while. Please try again soon.";
    private static final Duration FLOOR = Duration.ofSeconds(5);
    private static final Duration CAP = Duration.ofMinutes(5);
    private static final Duration UNKNOWN_END = Duration.ofSeconds(30);
    private static final int JITTER_SECONDS = 10;

    private final InstantSource clock = InstantSource.system();

    void answer(Posture posture, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", Long.toString(retryAfter(posture.until())));
        response.setHeader("Cache-Control", "no-store");
        boolean page = Accept.prefersHtml(String.join(",", Collections.list(request.getHeaders("Accept"))));
        response.setContentType(page ? "text/html;charset=UTF-8" : "application/problem+json");
        response.getOutputStream().write((page ? page(posture) : problem(posture)).getBytes(UTF_8));
    }

    /** Until the hold's end where that is known, within bounds, and spread so that nobody comes back as one wave. */
    private long retryAfter(@Nullable Instant until) {
        Duration wait = until == null ? UNKNOWN_END : Duration.between(clock.instant(), until);
        long latest = CAP.toSeconds() - JITTER_SECONDS;
        long seconds = Math.max(FLOOR.toSeconds(), Math.min(latest, wait.toSeconds() + 1));
        return seconds + ThreadLocalRandom.current().nextInt(JITTER_SECONDS + 1);
    }

    private static String problem(Posture posture) {
        StringBuilder json = new StringBuilder("{\"type\":\"" + TYPE + "\",\"title\":\"Browse-only\",\"status\":503");
        field(json, "detail", message(posture));
        field(json, "message", posture.message());
        field(json, "stage", posture.stage().name());
        field(json, "since", posture.since());
        field(json, "until", posture.until());
        field(json, "incident", posture.incident());
        return json.append(",\"retryable\":true}").toString();
    }

    private static void field(StringBuilder json, String name, @Nullable Object value) {
        if (value != null) {
            json.append(",\"")
                    .append(name)
                    .append("\":\"")
                    .append(Text.json(value.toString()))
                    .append('"');
        }
    }

    private static String page(Posture posture) {
        String until = posture.until() == null
                ? ""
                : "<p class=\"until\">We expect to be back by <time datetime=\"" + posture.until() + "\">"
                        + Text.readable(posture.until()) + "</time>.</p>";
        return """
                <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Browse-only</title>
                <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
                <style>:root{color-scheme:light dark}body{font:16px/1.6 system-ui,sans-serif;margin:0;min-height:100vh;
                display:grid;place-items:center;background:light-dark(#f6f4ef,#16181d);color:light-dark(#1f2328,#e8e6e1)}
                main{max-width:34rem;margin:1.5rem;padding:2.5rem;border-radius:1rem;background:light-dark(#fff,#20232a);
                box-shadow:0 8px 40px rgb(0 0 0/.08)}h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem}
                p:last-child{margin-bottom:0}.until{opacity:.8}a{color:light-dark(#0b6e5f,#66d1bd)}</style></head><body><main>
                <h1>We could not save that just now</h1><p>%s</p>%s
                <p>Nothing was changed and nothing was charged. <a href="/">Go on browsing</a></p>
                </main></body></html>
                """.formatted(Text.html(message(posture)), until);
    }

    private static String message(Posture posture) {
        return posture.message() == null ? DEFAULT_MESSAGE : posture.message();
    }
}

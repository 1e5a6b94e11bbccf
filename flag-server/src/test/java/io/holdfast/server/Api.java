package io.holdfast.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** A caller of the API: a program with a token, or a browser with cookies. Every answer is held against the description. */
final class Api {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Contract CONTRACT = new Contract();

    private final URI server;
    private final Map<String, String> headers;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .build();

    private Api(URI server, Map<String, String> headers) {
        this.server = server;
        this.headers = headers;
    }

    static Api anonymous(URI server) {
        return new Api(server, Map.of());
    }

    static Api bearer(URI server, String secret) {
        return new Api(server, Map.of("Authorization", "Bearer " + secret));
    }

    Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    Answer post(String path, Object body) {
        return send("POST", path, body, Map.of());
    }

    Answer put(String path, String etag, Object body) {
        return send("PUT", path, body, Map.of("If-Match", etag));
    }

    Answer delete(String path, String etag) {
        return send("DELETE", path, null, Map.of("If-Match", etag));
    }

    /** Sends {@code body}, as it is when it is text, else as JSON. */
    Answer send(String method, String path, Object body, Map<String, String> more) {
        Answer answer = sendUnchecked(method, path, body, more);
        if (path.startsWith("/api/") || path.startsWith("/sdk/")) {
            CONTRACT.check(method, path.split("\\?", 2)[0], answer);
        }
        return answer;
    }

    /** Sends without holding the answer against the description. */
    Answer sendUnchecked(String method, String path, Object body, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(headers);
        if (body != null) {
            all.put("Content-Type", "application/json");
        }
        cookie("XSRF-TOKEN").ifPresent(token -> all.put("X-XSRF-TOKEN", token));
        all.putAll(more);
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(text(body)));
        all.entrySet().stream()
                .filter(header -> !header.getValue().isEmpty())
                .forEach(header -> request.header(header.getKey(), header.getValue()));
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The value of a cookie that the server set. */
    Optional<String> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    private static String text(Object body) {
        return body instanceof String text ? text : JSON.writeValueAsString(body);
    }
}

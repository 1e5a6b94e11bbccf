package io.holdfast.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;

/** Sends bytes as they are, also those that no HTTP client would send. The answer is complete when the server hangs up. */
final class RawRequest {
    private RawRequest() {}

    /** As an administrator. */
    static Answer get(TestServer server, String target) {
        return send(server, head(server, "GET", target) + "\r\n");
    }

    /** The first lines of a request, without the empty line that ends them. */
    static String head(TestServer server, String method, String target) {
        return method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                + Admin.token(server) + "\r\n";
    }

    static Answer send(TestServer server, String request) {
        return send(server, request.getBytes(ISO_8859_1));
    }

    static Answer send(TestServer server, byte[] request) {
        URI uri = server.uri();
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request);
            return answer(new String(socket.getInputStream().readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer answer(String text) {
        String[] parts = text.split("\r\n\r\n", 2);
        List<String> lines = parts[0].lines().toList();
        Map<String, List<String>> headers = lines.stream()
                .skip(1)
                .map(line -> line.split(": ?", 2))
                .collect(groupingBy(header -> header[0], mapping(header -> header[1], toList())));
        return new Answer(
                Integer.parseInt(lines.get(0).split(" ", 3)[1]),
                HttpHeaders.of(headers, (n, v) -> true),
                json(parts[1]));
    }

    /** Without what chunks put around it. */
    private static String json(String body) {
        int from = body.indexOf('{');
        return from < 0 ? body : body.substring(from, body.lastIndexOf('}') + 1);
    }

    private static final class Admin {
        private static String secret = "";

        static synchronized String token(TestServer server) {
            if (secret.isEmpty()) {
                secret = server.token("admin");
            }
            return secret;
        }
    }
}

package io.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything that an event stream sent so far. */
final class EventLog implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final InputStream body;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    /** An event as it came. */
    record Event(String name, String id, String data) {
        JsonNode json() {
            return JSON.readTree(data);
        }
    }

    private EventLog(InputStream body) {
        this.body = body;
    }

    /** Opens {@code /sdk/v1/stream}; {@code version} is what the caller has already, or empty. */
    static EventLog open(URI server, String sdkKey, String version) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve("/sdk/v1/stream")).header("Authorization", "Bearer " + sdkKey);
        if (!version.isEmpty()) {
            request.header("Last-Event-ID", version);
        }
        HttpResponse<InputStream> response =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        EventLog log = new EventLog(response.body());
        Thread reader = new Thread(log::read, "event-log");
        reader.setDaemon(true);
        reader.start();
        return log;
    }

    List<Event> events(String name) {
        return events.stream().filter(event -> event.name().equals(name)).toList();
    }

    /** The revisions of all rulesets that came, in order. */
    List<Long> revisions() {
        return events("put").stream()
                .map(event -> event.json().get("revision").asLong())
                .toList();
    }

    boolean ended() {
        return ended;
    }

    private void read() {
        String name = "";
        String id = "";
        StringBuilder data = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring(6));
                } else if (line.isEmpty()) {
                    events.add(new Event(name, id, data.toString()));
                    data.setLength(0);
                }
            }
        } catch (IOException e) {
            // The stream was closed, by us or by the server.
        }
        ended = true;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}

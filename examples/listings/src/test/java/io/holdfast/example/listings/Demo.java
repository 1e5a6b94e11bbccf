package io.holdfast.example.listings;

import io.holdfast.client.ClientStatus;
import io.holdfast.client.FlagClient;
import io.holdfast.engine.Stage;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The demo on a port of its own, and a visitor with a browser or a program. */
final class Demo implements AutoCloseable {
    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    Demo(String server, Path snapshots) {
        context = SpringApplication.run(
                ListingsApplication.class,
                "--server.port=0",
                "--holdfast.server=" + server,
                "--holdfast.sdk-key=hf_sdk_demo",
                "--holdfast.snapshot-directory=" + snapshots);
    }

    HttpResponse<String> page(String path) throws IOException, InterruptedException {
        return send(request(path).header("Accept", BROWSER).GET());
    }

    /** Sends a form; fields are names and values in turn. */
    HttpResponse<String> submit(String path, String... fields) throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            body.append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8))
                    .append('&');
        }
        return send(request(path)
                .header("Accept", BROWSER)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    /** Posts JSON as a program does. */
    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    long booked() {
        return context.getBean(Bookings.class).count();
    }

    void awaitStage(Stage stage) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> flags().posture().stage() == stage);
    }

    void awaitContact(ClientStatus.State state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> flags().status().state() == state);
    }

    FlagClient flags() {
        return context.getBean(FlagClient.class);
    }

    @Override
    public void close() {
        context.close();
    }

    private HttpRequest.Builder request(String path) {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}

package io.holdfast.client;

import io.holdfast.engine.InstanceIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The three requests of the SDK protocol. Moves on to the next server after a failure. Thread-safe. */
final class ServerCalls {
    static final String SDK = "java/0.1.0";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http;
    private final List<URI> servers;
    private final String sdkKey;
    private final InstanceIdentity identity;
    private volatile int server;

    ServerCalls(HttpClient http, List<URI> servers, String sdkKey, InstanceIdentity identity) {
        this.http = http;
        this.servers = servers;
        this.sdkKey = sdkKey;
        this.identity = identity;
    }

    URI server() {
        return servers.get(server);
    }

    // One thread alone, the sync thread, moves on.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void nextServer() {
        server = (server + 1) % servers.size();
    }

    /** Opens the stream; its body blocks while nothing arrives, so only the wait for the answer itself has an end. */
    HttpResponse<InputStream> stream(@Nullable String version) throws IOException, InterruptedException {
        HttpRequest.Builder request = request("/sdk/v1/stream")
                .header("Accept", "text/event-stream")
                .header("Holdfast-Instance", identity.id())
                .header("Holdfast-Application", identity.application())
                .header("Holdfast-Sdk", SDK);
        if (!identity.region().isEmpty()) {
            request.header("Holdfast-Region", identity.region());
        }
        if (version != null) {
            request.header("Last-Event-ID", version);
        }
        CompletableFuture<HttpResponse<InputStream>> answer =
                http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
            throw new IOException(
                    e.getCause() == null
                            ? "no answer within " + TIMEOUT
                            : e.getCause().toString(),
                    e);
        }
    }

    HttpResponse<byte[]> ruleset(@Nullable String version) throws IOException, InterruptedException {
        HttpRequest.Builder request = request("/sdk/v1/ruleset").timeout(TIMEOUT);
        if (version != null) {
            request.header("If-None-Match", '"' + version + '"');
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<Void> report(byte[] report) throws IOException, InterruptedException {
        return http.send(
                request("/sdk/v1/reports")
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(report))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    private HttpRequest.Builder request(String path) {
        URI base = server();
        String prefix = base.getPath() == null ? "" : base.getPath().replaceAll("/+$", "");
        return HttpRequest.newBuilder(base.resolve(prefix + path)).header("Authorization", "Bearer " + sdkKey);
    }
}

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
        return send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    HttpResponse<byte[]> ruleset(@Nullable String version) throws IOException, InterruptedException {
        HttpRequest.Builder request = request("/sdk/v1/ruleset");
        if (version != null) {
            request.header("If-None-Match", '"' + version + '"');
        }
        return send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<Void> report(byte[] report) throws IOException, InterruptedException {
        HttpRequest.Builder request = request("/sdk/v1/reports")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(report));
        return send(request, HttpResponse.BodyHandlers.discarding());
    }

    /** A request's own timeout ends when the headers are there; a body that stops half-way would be waited for for ever. */
    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request.build(), body);
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + TIMEOUT, e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } finally {
            if (!answer.isDone()) {
                answer.cancel(true);
            }
        }
    }

    private HttpRequest.Builder request(String path) {
        URI base = server();
        String prefix = base.getPath() == null ? "" : base.getPath().replaceAll("/+$", "");
        return HttpRequest.newBuilder(base.resolve(prefix + path)).header("Authorization", "Bearer " + sdkKey);
    }
}

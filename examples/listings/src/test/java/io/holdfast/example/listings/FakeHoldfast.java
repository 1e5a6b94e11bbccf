package io.holdfast.example.listings;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdfast.engine.Fixed;
import io.holdfast.engine.Flag;
import io.holdfast.engine.FlagType;
import io.holdfast.engine.Hold;
import io.holdfast.engine.Kind;
import io.holdfast.engine.Ruleset;
import io.holdfast.engine.RulesetCodec;
import io.holdfast.engine.Scope;
import io.holdfast.engine.Stage;
import io.holdfast.engine.Variation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Holdfast server as the SDK sees it, with one flag and one hold that a test sets. */
final class FakeHoldfast implements AutoCloseable {
    static final String MESSAGE = "Back <soon>";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Variation ON = new Variation("on", true);
    private static final Variation OFF = new Variation("off", false);

    final List<JsonNode> reports = new CopyOnWriteArrayList<>();
    private final List<BlockingQueue<byte[]>> streams = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer http;
    private long revision;
    private List<Hold> holds = List.of();
    private boolean recommendations = true;

    FakeHoldfast() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/sdk/v1/stream", this::stream);
        http.createContext("/sdk/v1/reports", this::report);
        http.start();
    }

    String url() {
        return "http://localhost:" + http.getAddress().getPort();
    }

    void hold(Stage stage, @Nullable Instant expiresAt) {
        change(
                recommendations,
                List.of(new Hold("h", stage, 0, MESSAGE, null, Scope.ALL, Instant.EPOCH, null, expiresAt)));
    }

    void release() {
        change(recommendations, List.of());
    }

    void recommendations(boolean on) {
        change(on, holds);
    }

    private synchronized void change(boolean flag, List<Hold> active) {
        revision++;
        recommendations = flag;
        holds = active;
        streams.forEach(stream -> stream.add(put()));
    }

    private synchronized byte[] put() {
        Variation answer = recommendations ? ON : OFF;
        Flag flag = new Flag(
                "recommendations",
                FlagType.BOOLEAN,
                Kind.OPERATIONAL,
                true,
                List.of(ON, OFF),
                OFF,
                new Fixed(answer),
                Flag.NEVER_SHED,
                OFF);
        Ruleset ruleset = new Ruleset("production", 1, revision, Map.of(flag.key(), flag), holds);
        return ("event: put\nid: " + ruleset.version() + "\ndata: " + new String(RulesetCodec.write(ruleset), UTF_8)
                        + "\n\n")
                .getBytes(UTF_8);
    }

    private void stream(HttpExchange exchange) throws IOException {
        BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
        synchronized (this) {
            events.add(put());
            streams.add(events);
        }
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (exchange) {
            while (true) {
                exchange.getResponseBody().write(events.take());
                exchange.getResponseBody().flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            streams.remove(events);
        }
    }

    private void report(HttpExchange exchange) throws IOException {
        reports.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    /** The server is gone, and whoever streams from it notices. */
    void stop() {
        http.stop(0);
        threads.shutdownNow();
    }

    @Override
    public void close() {
        stop();
    }
}

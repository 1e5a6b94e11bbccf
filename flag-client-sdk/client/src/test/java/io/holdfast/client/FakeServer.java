package io.holdfast.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.holdfast.engine.Ruleset;
import io.holdfast.engine.RulesetCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that plays the SDK protocol over real sockets, and breaks it where a test asks for that. */
final class FakeServer implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] END = new byte[0];

    final List<JsonNode> reports = new CopyOnWriteArrayList<>();
    final List<String> resumedFrom = new CopyOnWriteArrayList<>();
    private final Map<String, HttpHandler> faults = new ConcurrentHashMap<>();
    private final List<BlockingQueue<byte[]>> streams = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(Threads.named("fake-server"));
    private final HttpServer http;
    private volatile Ruleset ruleset;

    FakeServer(Ruleset ruleset) throws IOException {
        this.ruleset = ruleset;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        serve("/sdk/v1/stream", this::stream);
        serve("/sdk/v1/ruleset", exchange -> answer(exchange, 200, RulesetCodec.write(this.ruleset)));
        serve("/sdk/v1/reports", this::report);
        http.start();
    }

    String url() {
        return "http://localhost:" + http.getAddress().getPort();
    }

    /** From now on {@code path} does {@code fault} instead. */
    void fault(String path, HttpHandler fault) {
        faults.put(path, fault);
    }

    void mend(String path) {
        faults.remove(path);
    }

    void publish(Ruleset next) {
        ruleset = next;
        send("put", new String(RulesetCodec.write(next), UTF_8));
    }

    void send(String event, String data) {
        byte[] bytes = ("event: " + event + "\ndata: " + data + "\n\n").getBytes(UTF_8);
        streams.forEach(stream -> stream.add(bytes));
    }

    void endStreams() {
        streams.forEach(stream -> stream.add(END));
        streams.clear();
    }

    static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private void serve(String path, HttpHandler handler) {
        http.createContext(path, exchange -> {
            try (exchange) {
                faults.getOrDefault(path, handler).handle(exchange);
            }
        });
    }

    private void stream(HttpExchange exchange) throws IOException {
        BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
        String version = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        streams.add(events);
        resumedFrom.add(String.valueOf(version));
        out.write("event: heartbeat\ndata: {}\n\n".getBytes(UTF_8));
        if (!ruleset.version().equals(version)) {
            out.write(("event: put\ndata: " + new String(RulesetCodec.write(ruleset), UTF_8) + "\n\n").getBytes(UTF_8));
        }
        out.flush();
        try {
            for (byte[] event = events.take(); event != END; event = events.take()) {
                out.write(event);
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            streams.remove(events);
        }
    }

    private void report(HttpExchange exchange) throws IOException {
        reports.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
        answer(exchange, 204, END);
    }
}

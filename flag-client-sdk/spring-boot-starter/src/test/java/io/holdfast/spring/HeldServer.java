package io.holdfast.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdfast.engine.Hold;
import io.holdfast.engine.Ruleset;
import io.holdfast.engine.RulesetCodec;
import io.holdfast.engine.Scope;
import io.holdfast.engine.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** As much of a Holdfast server as an application needs that starts while a hold is on: one ruleset, one key. */
final class HeldServer implements AutoCloseable {
    static final String KEY = "hf_sdk_held";

    final Queue<String> keys = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer http;

    HeldServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/sdk/v1/stream", HeldServer::stream);
        http.createContext("/sdk/v1/reports", exchange -> {
            keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        http.start();
    }

    String url() {
        return "http://localhost:" + http.getAddress().getPort();
    }

    /** Sends the ruleset and leaves the stream open. */
    private static void stream(HttpExchange exchange) throws IOException {
        Hold hold = new Hold("h", Stage.ENFORCE, 0, "Held", null, Scope.ALL, Instant.EPOCH, null, null);
        byte[] json = RulesetCodec.write(new Ruleset("production", 1, 1, Map.of(), List.of(hold)));
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(("event: put\ndata: " + new String(json, UTF_8) + "\n\n").getBytes(UTF_8));
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}

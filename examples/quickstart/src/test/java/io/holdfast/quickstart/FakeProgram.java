package io.holdfast.quickstart;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Stands in for the server and the demo: ready at once, and it tells in a file when it stops. */
public final class FakeProgram {
    private FakeProgram() {}

    public static void main(String[] arguments) throws Exception {
        int port = 0;
        for (String argument : arguments) {
            if (argument.startsWith("--server.port=")) {
                port = Integer.parseInt(argument.substring("--server.port=".length()));
            }
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        Path stops = Path.of(System.getenv("STOPS"));
        String line = port + "\n";
        Runtime.getRuntime().addShutdownHook(new Thread(() -> append(stops, line)));
    }

    private static void append(Path file, String line) {
        try {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

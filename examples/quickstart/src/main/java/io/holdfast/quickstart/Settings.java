package io.holdfast.quickstart;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where everything is kept and on which ports it listens. */
record Settings(Path home, int serverPort, int demoPort) {
    static Settings from(Path home, Map<String, String> environment) {
        return new Settings(
                home, port(environment, "HOLDFAST_PORT", 8080), port(environment, "HOLDFAST_DEMO_PORT", 8090));
    }

    Path data() {
        return home.resolve(".data");
    }

    Path run() {
        return data().resolve("run");
    }

    Path log(String name) {
        return data().resolve(name + ".log");
    }

    String server() {
        return "http://localhost:" + serverPort;
    }

    String demo() {
        return "http://localhost:" + demoPort;
    }

    private static int port(Map<String, String> environment, String variable, int standard) {
        return Optional.ofNullable(environment.get(variable))
                .filter(text -> !text.isBlank())
                .map(text -> parse(variable, text))
                .orElse(standard);
    }

    private static int parse(String variable, String text) {
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Answered below, as any other number that is no port.
        }
        throw new StartFailure(variable + "=" + text + " is not a port: give a number from 1 to 65535.");
    }
}

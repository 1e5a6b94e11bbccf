package io.holdfast.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Asks a program over HTTP until it says that it is ready. */
final class Readiness {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** Returns when the program is ready; fails when it ends before, or takes longer than three minutes. */
    void await(String name, Child child, URI address) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!ready(address)) {
            if (!child.isAlive()) {
                throw new StartFailure("The " + name + " did not start. The end of its log:\n" + child.lastLines(25));
            }
            if (System.nanoTime() > deadline) {
                throw new StartFailure("The " + name + " is not ready after " + PATIENCE.toMinutes()
                        + " minutes. The end of its log:\n" + child.lastLines(25));
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    private boolean ready(URI address) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notListeningYet) {
            return false;
        }
    }
}

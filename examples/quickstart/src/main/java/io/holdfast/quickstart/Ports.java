package io.holdfast.quickstart;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Tells early, and in one line, that a port is taken. */
final class Ports {
    /** A process that has just been stopped may keep its port for a moment longer than it is seen to run. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private Ports() {}

    static void requireFree(int port, String variable) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!free(port)) {
            if (System.nanoTime() > deadline) {
                throw new StartFailure("Port " + port + " is in use. Stop what listens there, or choose another: "
                        + variable + "=<port> ./start");
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

package io.holdfast.quickstart;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Tells early, and in one line, that a port is taken. */
final class Ports {
    private Ports() {}

    static void requireFree(int port, String variable) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
        } catch (IOException e) {
            throw new StartFailure(
                    "Port " + port + " is in use. Stop what listens there, or choose another: " + variable
                            + "=<port> ./start",
                    e);
        }
    }
}

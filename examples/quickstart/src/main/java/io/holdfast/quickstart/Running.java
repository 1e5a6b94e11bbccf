package io.holdfast.quickstart;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;

/** What runs, so that it is stopped in the opposite order, once, and nothing starts after that. Thread-safe. */
final class Running {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private boolean stopping;

    synchronized <T extends AutoCloseable> T add(Callable<T> start) throws Exception {
        if (stopping) {
            throw new StartFailure("Stopped while starting.");
        }
        T part = start.call();
        parts.push(part);
        return part;
    }

    /** A part that ended by itself. */
    synchronized void remove(AutoCloseable part) {
        parts.remove(part);
    }

    synchronized boolean isStopping() {
        return stopping;
    }

    synchronized void stop() {
        stopping = true;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                Terminal.error("While stopping: " + e);
            }
        }
    }
}

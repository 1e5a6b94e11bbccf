package io.holdfast.client;

import java.util.concurrent.ThreadFactory;

/** Threads that never keep an application from ending. */
final class Threads {
    private Threads() {}

    static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}

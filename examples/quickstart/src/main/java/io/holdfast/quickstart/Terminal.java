package io.holdfast.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What the person who typed {@code ./start} reads. */
final class Terminal {
    private static final PrintStream OUT = System.out;
    private static final PrintStream ERR = System.err;

    private Terminal() {}

    static void say(String text) {
        OUT.println(text);
        OUT.flush();
    }

    static void error(String text) {
        ERR.println(text);
        ERR.flush();
    }

    static void ready(String what, long startNanos) {
        Duration taken = Duration.ofNanos(System.nanoTime() - startNanos);
        say(String.format(Locale.ROOT, "  %-22s ready after %.1f s", what, taken.toMillis() / 1000.0));
    }
}

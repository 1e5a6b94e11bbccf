package io.holdfast.benchmarks;

import io.holdfast.engine.Ruleset;
import java.io.PrintStream;
import java.util.Locale;

/** The heap that a flag takes: what is left after a full collection, with a ruleset and without, by its number of flags. */
public final class Footprint {
    private static final PrintStream OUT = System.out;
    private static final int FLAGS = 100_000;

    private Footprint() {}

    public static void main(String[] arguments) {
        byte[] json = Shop.json(FLAGS);
        Ruleset[] kept = {Shop.ruleset(json)};
        long with = used();
        kept[0] = Ruleset.EMPTY;
        long without = used();
        OUT.printf(
                Locale.ROOT,
                "%d flags of %d bytes of JSON: %d bytes of heap each%n",
                FLAGS,
                json.length / FLAGS,
                (with - without) / FLAGS);
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 5; i++) {
            runtime.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

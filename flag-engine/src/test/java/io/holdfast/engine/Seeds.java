package io.holdfast.engine;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs a property over many random inputs. Each run is a test named by its seed, and fails with it; run that one again
 * with {@code -Dseed=…}. Seeds are fixed, so that a build that fails once fails again.
 */
final class Seeds {
    private static final int RUNS = 200;

    private Seeds() {}

    /** Something that must hold whatever the random input. */
    interface Property {
        void holdsFor(SplittableRandom random) throws Exception;
    }

    static Stream<DynamicTest> check(Property property) {
        Long only = Long.getLong("seed");
        LongStream seeds = only == null ? LongStream.range(0, RUNS) : LongStream.of(only);
        return seeds.mapToObj(
                seed -> DynamicTest.dynamicTest("seed " + seed, () -> property.holdsFor(new SplittableRandom(seed))));
    }
}

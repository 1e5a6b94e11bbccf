package io.holdfast.benchmarks;

import io.holdfast.engine.Flag;
import io.holdfast.engine.Ruleset;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to read a whole ruleset, and to put one changed flag into it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 1)
public class RulesetBenchmark {
    @Param({"10000", "100000"})
    private int flags;

    private byte[] json = {};
    private Ruleset ruleset = Ruleset.EMPTY;
    private Flag flag =
            Objects.requireNonNull(Shop.ruleset(Shop.json(3)).flags().get("flag-0"));

    @Setup
    public void load() {
        json = Shop.json(flags);
        ruleset = Shop.ruleset(json);
        flag = Objects.requireNonNull(ruleset.flags().get("flag-57"));
    }

    @Benchmark
    public Ruleset read() {
        return Shop.ruleset(json);
    }

    @Benchmark
    public Ruleset patchOneFlag() {
        return ruleset.with(flag);
    }
}

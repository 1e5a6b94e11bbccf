package io.holdfast.benchmarks;

import io.holdfast.client.BooleanFlag;
import io.holdfast.client.FlagClient;
import io.holdfast.client.StringFlag;
import io.holdfast.engine.EvaluationContext;
import java.util.HashMap;
import java.util.Map;
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

/**
 * Checks among few flags and among very many. The floor is the least that anybody could do who wants to change a flag while
 * the program runs: a volatile read of an immutable map, and a look-up. Every check is counted for the report as well.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class CheckBenchmark {
    private static final int FLOOR = 100;
    private static final EvaluationContext VISITOR = EvaluationContext.of("visitor-4711");

    @Param({"100", "100000"})
    private int flags;

    // Not final, so that the compiler cannot take the look-up for a constant.
    private String key = "flag-57";
    private volatile Map<String, Boolean> map = Map.of();
    private FlagClient client = Shop.client(2);
    private BooleanFlag handle = client.booleanFlag(key, false);
    private BooleanFlag rule = handle;
    private StringFlag variations = client.stringFlag(key, "");

    @Setup
    public void load() {
        Map<String, Boolean> values = new HashMap<>();
        for (int i = 0; i < FLOOR; i++) {
            values.put("flag-" + i, i % 2 == 1);
        }
        map = Map.copyOf(values);
        client = Shop.client(flags);
        handle = client.booleanFlag(key, false);
        rule = client.booleanFlag("rule", false);
        variations = client.stringFlag("variations", "none");
    }

    @Benchmark
    public boolean floor() {
        return Boolean.TRUE.equals(map.get(key));
    }

    @Benchmark
    public boolean handle() {
        return handle.isOn();
    }

    @Benchmark
    public boolean handleForVisitor() {
        return handle.isOn(VISITOR);
    }

    @Benchmark
    public boolean byKey() {
        return client.isOn(key, VISITOR, false);
    }

    @Benchmark
    public boolean rule(Visitors visitors) {
        return rule.isOn(visitors.next());
    }

    @Benchmark
    public String variations(Visitors visitors) {
        return variations.value(visitors.next());
    }
}

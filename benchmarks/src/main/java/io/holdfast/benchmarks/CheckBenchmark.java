package io.holdfast.benchmarks;

import io.holdfast.client.BooleanFlag;
import io.holdfast.client.FlagClient;
import io.holdfast.engine.EvaluationContext;
import io.holdfast.testkit.TestFlags;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A boolean check among two hundred flags. The floor is the least that anybody could do who wants to change a flag while
 * the program runs: a volatile read of an immutable map, and a look-up.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CheckBenchmark {
    private static final int FLAGS = 200;
    private static final EvaluationContext VISITOR = EvaluationContext.of("visitor-4711");

    // Not final, so that the compiler cannot take the look-up for a constant.
    private String key = "flag-117";
    private volatile Map<String, Boolean> map = Map.of();
    private final FlagClient client;
    private final BooleanFlag handle;

    public CheckBenchmark() {
        TestFlags flags = new TestFlags();
        Map<String, Boolean> values = new HashMap<>();
        for (int i = 0; i < FLAGS; i++) {
            flags.set("flag-" + i, i % 2 == 1);
            values.put("flag-" + i, i % 2 == 1);
        }
        map = Map.copyOf(values);
        client = flags.client();
        handle = client.booleanFlag(key, false);
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
}

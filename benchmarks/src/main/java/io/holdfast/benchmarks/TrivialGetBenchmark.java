package io.holdfast.benchmarks;

import io.holdfast.engine.Stage;
import io.holdfast.guard.BrowseOnlyFilter;
import io.holdfast.testkit.TestFlags;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.LifecycleException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The guard on a trivial GET as a visitor meets it: a real Tomcat over loopback, without the guard (the floor), with it,
 * and with it while a hold enforces.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(5)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrivialGetBenchmark {
    private final TrivialSite bare = TrivialSite.open(null);
    private final TrivialSite guarded = TrivialSite.open(new BrowseOnlyFilter(new TestFlags().client(), List.of()));
    private final TrivialSite browseOnly = TrivialSite.open(
            new BrowseOnlyFilter(new TestFlags().hold(Stage.ENFORCE).client(), List.of()));

    @TearDown
    public void close() throws IOException, LifecycleException {
        bare.close();
        guarded.close();
        browseOnly.close();
    }

    @Benchmark
    public int floor() throws IOException {
        return bare.visit();
    }

    @Benchmark
    public int noHold() throws IOException {
        return guarded.visit();
    }

    @Benchmark
    public int browseOnly() throws IOException {
        return browseOnly.visit();
    }
}

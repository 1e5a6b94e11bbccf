package io.holdfast.benchmarks;

import io.holdfast.client.FlagClient;
import io.holdfast.engine.Stage;
import io.holdfast.guard.BrowseOnlyFilter;
import io.holdfast.testkit.TestFlags;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
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
import org.openjdk.jmh.infra.Blackhole;

/** The guard's filter alone, in front of a handler that does next to nothing, for a GET. The floor is that handler. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class GuardBenchmark {
    private final Filter whileOpen = filter(new TestFlags().client());
    private final Filter whileBrowseOnly =
            filter(new TestFlags().hold(Stage.ENFORCE).client());
    private final HttpServletRequest request = Requests.get();
    private final HttpServletResponse response = Requests.response();

    @Benchmark
    public void floor(Blackhole handler) throws IOException, ServletException {
        chain(handler).doFilter(request, response);
    }

    @Benchmark
    public void noHold(Blackhole handler) throws IOException, ServletException {
        whileOpen.doFilter(request, response, chain(handler));
    }

    @Benchmark
    public void browseOnly(Blackhole handler) throws IOException, ServletException {
        whileBrowseOnly.doFilter(request, response, chain(handler));
    }

    private static FilterChain chain(Blackhole handler) {
        return (request, response) -> handler.consume(request);
    }

    private static Filter filter(FlagClient flags) {
        return new BrowseOnlyFilter(flags, List.of());
    }
}

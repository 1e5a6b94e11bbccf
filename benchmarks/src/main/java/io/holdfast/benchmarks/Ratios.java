package io.holdfast.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures {@link CheckBenchmark} as multiples of the floor in the same run, and compares them with a baseline. Each figure
 * is the least of many iterations, each shorter than an operating system's time slice: what disturbs a machine only ever
 * adds, so the least is what can be compared.
 */
public final class Ratios {
    private static final PrintStream OUT = System.out;
    private static final String FLOOR = "floor";
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** Further above the baseline is a regression; so much do two runs of the same code differ. */
    private static final double TOLERANCE = 1.3;

    /** Less is what the measuring itself allocates: the smallest object has sixteen. */
    private static final double MOST_BYTES = 1;

    private final Map<String, Double> nanos = new TreeMap<>();
    private final Map<String, Double> bytes = new TreeMap<>();

    private Ratios() {}

    /** Arguments: the baseline's file. Exits with 1 where anything has become slower. */
    public static void main(String[] arguments) throws RunnerException, IOException {
        Ratios ratios = new Ratios();
        ratios.measure(1);
        ratios.measure(2);
        System.exit(ratios.compare(Path.of(arguments[0])) ? 0 : 1);
    }

    private void measure(int threads) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(CheckBenchmark.class.getSimpleName())
                        .threads(threads)
                        .forks(2)
                        .warmupIterations(8)
                        .warmupTime(TimeValue.milliseconds(200))
                        .measurementIterations(300)
                        .measurementTime(TimeValue.milliseconds(5))
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        for (RunResult result : results) {
            String name = result.getPrimaryResult().getLabel();
            String key = name + "." + result.getParams().getParam("flags") + "-flags." + threads + "-threads";
            nanos.put(key, least(result));
            bytes.put(
                    key,
                    Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED))
                            .getScore());
        }
    }

    private static double least(RunResult result) {
        return result.getBenchmarkResults().stream()
                .map(BenchmarkResult::getIterationResults)
                .flatMap(Collection::stream)
                .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
                .min()
                .orElseThrow();
    }

    private boolean compare(Path file) throws IOException {
        Properties baseline = new Properties();
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                baseline.load(in);
            }
        }
        OUT.printf(Locale.ROOT, "%-42s %8s %8s %9s %7s%n", "", "ns", "x floor", "baseline", "bytes");
        List<String> regressions =
                nanos.keySet().stream().filter(key -> !report(key, baseline)).collect(Collectors.toList());
        regressions.forEach(key -> OUT.println("Slower than its baseline, or allocating: " + key));
        return regressions.isEmpty();
    }

    private boolean report(String key, Properties baseline) {
        double ratio = ratio(key);
        String known = baseline.getProperty(key);
        OUT.printf(
                Locale.ROOT,
                "%-42s %8.2f %8.2f %9s %7.3f%n",
                key,
                nanos.get(key),
                ratio,
                known == null ? "none" : known,
                bytes.get(key));
        boolean quick = known == null || ratio <= Double.parseDouble(known) * TOLERANCE;
        return quick && bytes.getOrDefault(key, 0.0) < MOST_BYTES;
    }

    private double ratio(String key) {
        String floor = FLOOR + key.substring(key.indexOf('.'));
        return nanos.getOrDefault(key, Double.NaN) / nanos.getOrDefault(floor, Double.NaN);
    }
}

package io.holdfast.spring;

import io.holdfast.client.ClientStatus;
import io.holdfast.client.FlagClient;
import io.holdfast.engine.Stage;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** The client's state and counts as meters. */
final class HoldfastMetrics implements MeterBinder {
    private final FlagClient flags;

    HoldfastMetrics(FlagClient flags) {
        this.flags = flags;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(
                        "holdfast.client.stage",
                        flags,
                        client -> strength(client.posture().stage()))
                .description("0 off, 1 observe, 2 warn, 3 enforce")
                .register(registry);
        Gauge.builder(
                        "holdfast.client.shed.level",
                        flags,
                        client -> client.posture().shedLevel())
                .register(registry);
        Gauge.builder("holdfast.client.stale", flags, client -> ready(client) ? 0 : 1)
                .description("1 while no server is in contact")
                .register(registry);
        FunctionCounter.builder(
                        "holdfast.client.evaluations",
                        flags,
                        client -> client.metrics().evaluations())
                .register(registry);
        FunctionCounter.builder(
                        "holdfast.client.refusals",
                        flags,
                        client -> client.metrics().refusals())
                .register(registry);
        FunctionCounter.builder(
                        "holdfast.client.sync.failures",
                        flags,
                        client -> client.metrics().syncFailures())
                .register(registry);
    }

    private static int strength(Stage stage) {
        return switch (stage) {
            case OFF -> 0;
            case OBSERVE -> 1;
            case WARN -> 2;
            case ENFORCE -> 3;
        };
    }

    private static boolean ready(FlagClient client) {
        return client.status().state() == ClientStatus.State.READY;
    }
}

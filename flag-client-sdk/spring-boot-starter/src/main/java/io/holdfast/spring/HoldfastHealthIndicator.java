package io.holdfast.spring;

import io.holdfast.client.ClientStatus;
import io.holdfast.client.FlagClient;
import io.holdfast.engine.Posture;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Always up: an application goes on without Holdfast's servers, and while it refuses writes. The details say how. */
final class HoldfastHealthIndicator implements HealthIndicator {
    private final FlagClient flags;

    HoldfastHealthIndicator(FlagClient flags) {
        this.flags = flags;
    }

    @Override
    public Health health() {
        ClientStatus status = flags.status();
        Posture posture = flags.posture();
        return Health.up()
                .withDetail("status", status.state())
                .withDetail("since", status.since())
                .withDetail("version", flags.version())
                .withDetail("stage", posture.stage())
                .withDetail("shedLevel", posture.shedLevel())
                .build();
    }
}

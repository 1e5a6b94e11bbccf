package io.holdfast.server.operations;

import io.holdfast.server.ruleset.Rulesets;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up as soon as every environment's ruleset is in memory, and then for good. */
@Component
class RulesetsHealthIndicator implements HealthIndicator {
    private final Rulesets rulesets;

    RulesetsHealthIndicator(Rulesets rulesets) {
        this.rulesets = rulesets;
    }

    @Override
    public Health health() {
        return rulesets.loaded()
                ? Health.up().withDetail("environments", rulesets.all().size()).build()
                : Health.outOfService().build();
    }
}

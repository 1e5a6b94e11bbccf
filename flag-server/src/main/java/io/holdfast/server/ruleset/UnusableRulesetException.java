package io.holdfast.server.ruleset;

import io.holdfast.engine.Fault;
import java.util.List;

/** What the database holds of an environment cannot be evaluated. */
final class UnusableRulesetException extends RuntimeException {
    private final transient List<Fault> faults;

    UnusableRulesetException(String environment, List<Fault> faults) {
        super("The ruleset of '" + environment + "' cannot be evaluated: " + faults);
        this.faults = List.copyOf(faults);
    }

    List<Fault> faults() {
        return faults;
    }
}

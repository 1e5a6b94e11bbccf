package io.holdfast.engine;

import java.util.List;
import java.util.stream.Collectors;

/** A ruleset or flag that cannot be evaluated, with every fault found in it. */
public final class InvalidRulesetException extends Exception {
    private final transient List<Fault> faults;

    InvalidRulesetException(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    InvalidRulesetException(String path, String message) {
        this(List.of(new Fault(path, message)));
    }

    /** At least one and at most {@value Faults#MOST}. */
    public List<Fault> faults() {
        return faults;
    }
}

package io.holdfast.engine;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong while a document is decoded. */
final class Faults {
    /** More would help nobody, and a hostile document could have millions. */
    static final int MOST = 100;

    private final List<Fault> found = new ArrayList<>();

    /** The same fault twice is one: a field may be read more than once. */
    void add(String path, String message) {
        Fault fault = new Fault(path, message);
        if (found.size() < MOST && !found.contains(fault)) {
            found.add(fault);
        }
    }

    /** Whether further ones would be forgotten. */
    boolean full() {
        return found.size() == MOST;
    }

    boolean any() {
        return !found.isEmpty();
    }

    void throwIfAny() throws InvalidRulesetException {
        if (any()) {
            throw new InvalidRulesetException(found);
        }
    }
}

package io.holdfast.engine;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong while a document is decoded. */
final class Faults {
    /** More would help nobody, and a hostile document could have millions. */
    static final int MOST = 100;

    private final List<Fault> found = new ArrayList<>();

    void add(String path, String message) {
        if (found.size() < MOST) {
            found.add(new Fault(path, message));
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

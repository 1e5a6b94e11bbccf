package io.holdfast.engine;

import java.util.Set;
import java.util.function.Predicate;

/** Is the value one of these? By hash, so that thousands cost no more than one. */
record SetTest(Set<?> operands, Predicate<Object> usable, boolean ignoreCase) implements ValueTest {
    @Override
    public Match test(Object value) {
        if (!usable.test(value)) {
            return Match.UNUSABLE;
        }
        Object wanted = ignoreCase && value instanceof String text ? CaseFolding.fold(text) : value;
        return operands.contains(wanted) ? Match.YES : Match.NO;
    }
}

package io.holdfast.engine;

import java.util.Set;

/**
 * Is the value one of these? By hash, so that thousands cost no more than one.
 *
 * @param numbersOnly whether text, true and false cannot be used
 */
record SetTest(Set<?> operands, boolean numbersOnly, boolean ignoreCase) implements ValueTest {
    @Override
    public Match test(Object value) {
        if (value instanceof String text) {
            return numbersOnly ? Match.UNUSABLE : find(ignoreCase ? CaseFolding.fold(text) : text);
        }
        boolean usable = value instanceof Boolean ? !numbersOnly : Numbers.canonical(value) != null;
        return usable ? find(value) : Match.UNUSABLE;
    }

    private Match find(Object value) {
        return operands.contains(value) ? Match.YES : Match.NO;
    }
}

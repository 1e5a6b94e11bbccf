package io.holdfast.engine;

/** What an operator asks of one value, which is neither null nor a list. Its operands are compiled. Never throws. */
@FunctionalInterface
interface ValueTest {
    Match test(Object value);

    /** Finds the opposite, where there is anything to compare. */
    default ValueTest opposite() {
        return value -> switch (test(value)) {
            case YES -> Match.NO;
            case NO -> Match.YES;
            case UNUSABLE -> Match.UNUSABLE;
        };
    }
}

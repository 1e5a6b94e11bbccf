package io.holdfast.engine;

/** What all decoders of one document share. */
final class Decoding {
    private final boolean strict;
    private final Expressions expressions;

    Decoding(RulesetCodec.Mode mode, Faults faults) {
        this.strict = mode == RulesetCodec.Mode.STRICT;
        this.expressions = new Expressions(faults);
    }

    boolean isStrict() {
        return strict;
    }

    Expressions expressions() {
        return expressions;
    }

    /** Reports the fields of {@code node} that nobody has asked for, if they matter. */
    void finish(Node node) {
        if (strict) {
            node.refuseUnknown();
        }
    }
}

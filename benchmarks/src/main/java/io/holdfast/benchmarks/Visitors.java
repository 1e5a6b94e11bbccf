package io.holdfast.benchmarks;

import io.holdfast.engine.EvaluationContext;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A thousand visitors who come by turns, to each thread its own. */
@State(Scope.Thread)
public class Visitors {
    private static final int COUNT = 1_024;

    private final EvaluationContext[] visitors = new EvaluationContext[COUNT];
    private int turn;

    public Visitors() {
        for (int i = 0; i < COUNT; i++) {
            // A text of its own, as from a request: only its letters are equal to those in the rule.
            String country = String.valueOf(Shop.COUNTRIES[i % Shop.COUNTRIES.length].toCharArray());
            visitors[i] = EvaluationContext.of("visitor-" + i).with("country", country);
        }
    }

    EvaluationContext next() {
        turn = (turn + 1) & (COUNT - 1);
        return visitors[turn];
    }
}

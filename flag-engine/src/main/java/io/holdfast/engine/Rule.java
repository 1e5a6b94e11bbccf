package io.holdfast.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Those for whom all clauses match are served its outcome. Immutable; never throws. */
public final class Rule {
    private final String id;
    private final List<Clause> clauses;
    private final Clause[] ordered;
    private final Outcome outcome;
    private final Answers answers;

    public Rule(String id, List<Clause> clauses, Outcome outcome) {
        this.id = id;
        this.clauses = List.copyOf(clauses);
        this.ordered = this.clauses.toArray(Clause[]::new);
        this.outcome = outcome;
        this.answers = Answers.ofRule(id, outcome);
    }

    /** Unique among the rules of a flag. */
    public String id() {
        return id;
    }

    public List<Clause> clauses() {
        return clauses;
    }

    public Outcome outcome() {
        return outcome;
    }

    Rule linked(Links links) {
        return new Rule(id, Clause.linkedAll(clauses, links), outcome);
    }

    /** The answer, or null where the rule does not match. */
    @Nullable
    Evaluation answer(EvaluationContext context, @Nullable Run run) {
        boolean matches = Clause.allMatch(ordered, context, run);
        if (run != null && run.trace() != null) {
            run.trace().rule(this, matches);
        }
        return matches ? answers.in(context) : null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Rule that
                && id.equals(that.id)
                && clauses.equals(that.clauses)
                && outcome.equals(that.outcome);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return id + ": " + clauses + " -> " + outcome;
    }
}

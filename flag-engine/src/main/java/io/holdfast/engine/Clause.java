package io.holdfast.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One condition of a rule: what was written, so that also a clause of a newer server survives being saved and read again,
 * and what that was compiled to. Equal by what was written. Immutable; never throws.
 */
public final class Clause {
    private final Text text;
    private final Condition condition;
    private final Match wanted;

    Clause(Text text, Condition condition) {
        this.text = text;
        this.condition = condition;
        this.wanted = text.negate ? Match.NO : Match.YES;
    }

    /**
     * A clause as it is written.
     *
     * @param attribute a name or a JSON pointer; null for operators that look at the whole context
     * @param operator the name of an {@link Operator}, or of one that only newer versions know
     * @param values what the attribute is compared with; empty for operators that compare with nothing
     */
    public record Text(
            @Nullable String attribute,
            String operator,
            List<@Nullable Object> values,
            boolean negate,
            boolean ignoreCase) {}

    public Text text() {
        return text;
    }

    Condition condition() {
        return condition;
    }

    Clause linked(Links links) {
        Condition linked = condition.linked(links);
        return linked == condition ? this : new Clause(text, linked);
    }

    static List<List<Clause>> linkedRules(List<List<Clause>> rules, Links links) {
        return rules.stream().map(clauses -> linkedAll(clauses, links)).toList();
    }

    static List<Clause> linkedAll(List<Clause> clauses, Links links) {
        return clauses.stream().map(clause -> clause.linked(links)).toList();
    }

    boolean matches(EvaluationContext context, @Nullable Run run) {
        Match found = condition.in(context, run);
        boolean matches = found == wanted;
        if (run != null && run.trace() != null) {
            run.trace().clause(this, found, matches);
        }
        return matches;
    }

    static boolean allMatch(Clause[] clauses, EvaluationContext context, @Nullable Run run) {
        for (Clause clause : clauses) {
            if (!clause.matches(context, run)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Clause that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

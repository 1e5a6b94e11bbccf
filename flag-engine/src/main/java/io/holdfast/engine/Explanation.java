package io.holdfast.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a flag answered as it did: what was looked at, in its order, up to the step that decided.
 *
 * @param step which one that was
 * @param prerequisites those that were looked at; only the last can have failed
 * @param rules those that were looked at; only the last can have matched
 * @param draw where a rollout decided, or could not
 */
public record Explanation(
        Evaluation evaluation,
        Step step,
        List<PrerequisiteFinding> prerequisites,
        List<RuleFinding> rules,
        @Nullable Draw draw) {

    public Explanation {
        prerequisites = List.copyOf(prerequisites);
        rules = List.copyOf(rules);
    }

    /** What can decide, in the order in which it does. */
    public enum Step {
        UNKNOWN_FLAG,
        OTHER_TYPE,
        SHED,
        OFF,
        PREREQUISITE,
        TARGET,
        RULE,
        FALLTHROUGH
    }

    /**
     * What was found of a prerequisite.
     *
     * @param flag the key of the flag that is needed
     * @param accepted names of the variations that would do
     * @param answer what that flag answered; null where it is unknown, leads back here, or is off
     */
    public record PrerequisiteFinding(
            String flag, List<String> accepted, @Nullable Evaluation answer, boolean met) {}

    /**
     * What was found of a rule.
     *
     * @param clauses those that were looked at: up to the first that does not match
     */
    public record RuleFinding(String id, boolean matched, List<ClauseFinding> clauses) {
        public RuleFinding {
            clauses = List.copyOf(clauses);
        }
    }

    /**
     * What was found of a clause.
     *
     * @param actual the attribute's value, or null where there is none, or the clause has no attribute
     * @param found before it was negated
     */
    public record ClauseFinding(
            Clause.Text clause, @Nullable Object actual, Match found, boolean matched) {}

    /**
     * How a rollout picked.
     *
     * @param value what decided, as text; null where the context has nothing of the kind, so that nothing was picked
     * @param bucket from 0 to 99,999; null without a value
     */
    public record Draw(
            String by,
            String salt,
            @Nullable String value,
            @Nullable Integer bucket) {}
}

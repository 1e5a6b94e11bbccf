package io.holdfast.engine;

import io.holdfast.engine.Explanation.ClauseFinding;
import io.holdfast.engine.Explanation.Draw;
import io.holdfast.engine.Explanation.PrerequisiteFinding;
import io.holdfast.engine.Explanation.RuleFinding;
import io.holdfast.engine.Explanation.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what one evaluation looks at. */
final class Trace {
    private final EvaluationContext context;
    private final List<PrerequisiteFinding> prerequisites = new ArrayList<>();
    private final List<RuleFinding> rules = new ArrayList<>();
    private final List<ClauseFinding> clauses = new ArrayList<>();
    private @Nullable Outcome matched;

    Trace(EvaluationContext context) {
        this.context = context;
    }

    void prerequisite(Prerequisite prerequisite, @Nullable Evaluation answer, boolean met) {
        prerequisites.add(new PrerequisiteFinding(prerequisite.key(), prerequisite.variations(), answer, met));
    }

    void clause(Clause clause, Match found, boolean matches) {
        String attribute = clause.text().attribute();
        Object actual = attribute == null || !Attribute.isSound(attribute)
                ? null
                : Attribute.of(attribute).in(context);
        clauses.add(new ClauseFinding(clause.text(), actual, found, matches));
    }

    /** After its clauses. */
    void rule(Rule rule, boolean matches) {
        rules.add(new RuleFinding(rule.id(), matches, clauses));
        clauses.clear();
        matched = matches ? rule.outcome() : null;
    }

    Explanation explain(@Nullable Flag flag, Evaluation answer) {
        Step step = step(answer);
        Outcome outcome =
                step == Step.RULE ? matched : step == Step.FALLTHROUGH && flag != null ? flag.fallthrough() : null;
        return new Explanation(
                answer, step, prerequisites, rules, outcome instanceof Rollout rollout ? draw(rollout) : null);
    }

    private Step step(Evaluation answer) {
        return switch (answer.reason()) {
            case SHED -> Step.SHED;
            case DISABLED -> Step.OFF;
            case PREREQUISITE_FAILED -> Step.PREREQUISITE;
            case TARGETING_MATCH -> answer.rule() == null ? Step.TARGET : Step.RULE;
            case STATIC, DEFAULT -> Step.FALLTHROUGH;
            case SPLIT -> outcomeStep();
            case ERROR ->
                answer.errorCode() == ErrorCode.FLAG_NOT_FOUND
                        ? Step.UNKNOWN_FLAG
                        : answer.errorCode() == ErrorCode.TYPE_MISMATCH ? Step.OTHER_TYPE : outcomeStep();
        };
    }

    private Step outcomeStep() {
        return matched == null ? Step.FALLTHROUGH : Step.RULE;
    }

    private Draw draw(Rollout rollout) {
        String value = rollout.value(context);
        return new Draw(rollout.by(), rollout.salt(), value, value == null ? null : rollout.bucket(value));
    }
}

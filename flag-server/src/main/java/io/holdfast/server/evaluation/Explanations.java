package io.holdfast.server.evaluation;

import io.holdfast.api.model.Clause;
import io.holdfast.api.model.ClauseFinding;
import io.holdfast.api.model.Draw;
import io.holdfast.api.model.PrerequisiteFinding;
import io.holdfast.api.model.RuleFinding;
import io.holdfast.engine.Evaluation;
import io.holdfast.engine.Explanation;

/** The engine's explanation, as the API shows it. */
final class Explanations {
    private Explanations() {}

    static io.holdfast.api.model.Explanation toApi(Explanation explanation) {
        var api = new io.holdfast.api.model.Explanation(
                io.holdfast.api.model.Explanation.StepEnum.fromValue(
                        explanation.step().name()),
                explanation.prerequisites().stream().map(Explanations::toApi).toList(),
                explanation.rules().stream().map(Explanations::toApi).toList());
        if (explanation.draw() != null) {
            api.setDraw(toApi(explanation.draw()));
        }
        return api;
    }

    private static PrerequisiteFinding toApi(Explanation.PrerequisiteFinding finding) {
        PrerequisiteFinding api = new PrerequisiteFinding(finding.flag(), finding.accepted(), finding.met());
        Evaluation answer = finding.answer();
        api.setVariation(answer == null ? null : answer.variation());
        return api;
    }

    private static RuleFinding toApi(Explanation.RuleFinding finding) {
        return new RuleFinding(
                finding.id(),
                finding.matched(),
                finding.clauses().stream().map(Explanations::toApi).toList());
    }

    private static ClauseFinding toApi(Explanation.ClauseFinding finding) {
        Clause clause = new Clause(finding.clause().operator())
                .attribute(finding.clause().attribute())
                .values(finding.clause().values())
                .negate(finding.clause().negate())
                .ignoreCase(finding.clause().ignoreCase());
        ClauseFinding api = new ClauseFinding(
                clause, ClauseFinding.FoundEnum.fromValue(finding.found().name()), finding.matched());
        api.setActual(finding.actual());
        return api;
    }

    private static Draw toApi(Explanation.Draw draw) {
        Draw api = new Draw(draw.by(), draw.salt());
        api.setValue(draw.value());
        api.setBucket(draw.bucket());
        return api;
    }
}

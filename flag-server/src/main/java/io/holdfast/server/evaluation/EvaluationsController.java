package io.holdfast.server.evaluation;

import io.holdfast.api.EvaluationsApi;
import io.holdfast.api.model.EvaluationRequest;
import io.holdfast.api.model.EvaluationResult;
import io.holdfast.engine.Evaluation;
import io.holdfast.engine.EvaluationContext;
import io.holdfast.engine.Evaluator;
import io.holdfast.engine.Explanation;
import io.holdfast.engine.FlagType;
import io.holdfast.engine.Posture;
import io.holdfast.engine.Rollout;
import io.holdfast.engine.Ruleset;
import io.holdfast.server.problem.ProblemException;
import io.holdfast.server.ruleset.EncodedRuleset;
import io.holdfast.server.ruleset.Rulesets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** Evaluates in memory, so it answers with the database dead too. */
@RestController
class EvaluationsController implements EvaluationsApi {
    private final Rulesets rulesets;
    private final InstantSource clock;

    EvaluationsController(Rulesets rulesets, InstantSource clock) {
        this.rulesets = rulesets;
        this.clock = clock;
    }

    @Override
    public ResponseEntity<EvaluationResult> evaluate(String environment, EvaluationRequest request) {
        Ruleset ruleset = rulesets.find(environment)
                .map(EncodedRuleset::ruleset)
                .orElseThrow(() -> new ProblemException.NotFound("environment", environment));
        int shedLevel = Posture.ofAll(ruleset.holds(), clock.instant()).shedLevel();
        EvaluationContext context = context(request);
        FlagType type = type(request);
        if (!request.getExplain()) {
            Evaluation evaluation = Evaluator.evaluate(ruleset, request.getFlag(), type, context, shedLevel);
            return ResponseEntity.ok(result(request.getFlag(), ruleset, evaluation));
        }
        Explanation explanation = Evaluator.explain(ruleset, request.getFlag(), type, context, shedLevel);
        EvaluationResult result = result(request.getFlag(), ruleset, explanation.evaluation());
        result.setExplanation(Explanations.toApi(explanation));
        return ResponseEntity.ok(result);
    }

    private static @Nullable FlagType type(EvaluationRequest request) {
        return request.getType() == null
                ? null
                : FlagType.valueOf(request.getType().name().toUpperCase(Locale.ROOT));
    }

    private static EvaluationContext context(EvaluationRequest request) {
        Map<String, ?> given = Objects.requireNonNullElse(request.getContext(), Map.of());
        Object key = given.get(Rollout.TARGETING_KEY);
        if (key != null && !(key instanceof String)) {
            throw new ProblemException.Invalid("/context/targetingKey", "must be text");
        }
        return EvaluationContext.of((String) key, given);
    }

    private static EvaluationResult result(String flag, Ruleset ruleset, Evaluation evaluation) {
        EvaluationResult result = new EvaluationResult(
                flag,
                EvaluationResult.ReasonEnum.fromValue(evaluation.reason().name()),
                ruleset.epoch(),
                ruleset.revision());
        result.setValue(evaluation.value());
        result.setVariation(evaluation.variation());
        result.setRule(evaluation.rule());
        if (evaluation.errorCode() != null) {
            result.setErrorCode(evaluation.errorCode().name());
        }
        return result;
    }
}

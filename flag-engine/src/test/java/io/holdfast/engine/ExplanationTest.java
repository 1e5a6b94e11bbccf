package io.holdfast.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.holdfast.engine.Explanation.Step;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Why a flag answered as it did. */
@Tag("E6")
class ExplanationTest {
    private static final Ruleset SHOP = read("""
            {"format":1,"environment":"shop","epoch":1,"revision":1,
             "segments":{"staff":{"included":["anna"]}},
             "flags":{
              "base":{"type":"boolean","kind":"release","on":true,
               "variations":[{"name":"on","value":true},{"name":"off","value":false}],"offVariation":"off",
               "rules":[{"id":"inner","clauses":[{"attribute":"inner","operator":"exists"}],"variation":"off"}],
               "fallthrough":{"variation":"on"}},
              "dark":{"type":"boolean","kind":"release","on":false,
               "variations":[{"name":"on","value":true},{"name":"off","value":false}],"offVariation":"off",
               "shedAt":2,"fallthrough":{"variation":"on"}},
              "needs-dark":{"type":"boolean","kind":"release","on":true,
               "variations":[{"name":"on","value":true},{"name":"off","value":false}],"offVariation":"off",
               "prerequisites":[{"flag":"base","variations":["on"]},{"flag":"dark","variations":["on","off"]}],
               "fallthrough":{"variation":"on"}},
              "page":{"type":"string","kind":"release","on":true,
               "variations":[{"name":"a","value":"A"},{"name":"b","value":"B"}],"offVariation":"b",
               "prerequisites":[{"flag":"base","variations":["on"]}],
               "targets":[{"variation":"b","values":["bert"]}],
               "rules":[
                {"id":"staff-at-work","variation":"b","clauses":[
                  {"operator":"inSegment","values":["staff"]},
                  {"attribute":"hour","operator":"lessThan","values":[18]},
                  {"attribute":"never-reached","operator":"exists"}]},
                {"id":"abroad","variation":"b","clauses":[
                  {"attribute":"/address/country","operator":"in","values":["FR"],"negate":true}]},
                {"id":"quarter","clauses":[{"attribute":"plan","operator":"in","values":["pro"]}],
                 "rollout":{"salt":"edge","weights":[{"variation":"a","weight":25000},{"variation":"b","weight":75000}]}}],
               "fallthrough":{"rollout":{"by":"account","salt":"x","weights":[{"variation":"a","weight":100000}]}}}}}
            """);
    private static final EvaluationContext ANNA = EvaluationContext.of("anna").with("hour", 20);

    @Test
    void saysWhyEachRuleDidNotMatchClauseByClauseUpToTheOneThatFailed() {
        Explanation why = explain("page", ANNA.with("plan", "pro"));
        assertThat(why.step()).isEqualTo(Step.RULE);
        assertThat(why.evaluation().rule()).isEqualTo("quarter");
        assertThat(why.prerequisites()).hasSize(1).allMatch(Explanation.PrerequisiteFinding::met);
        assertThat(why.rules())
                .extracting(Explanation.RuleFinding::id, Explanation.RuleFinding::matched)
                .containsExactly(tuple("staff-at-work", false), tuple("abroad", false), tuple("quarter", true));
        List<Explanation.ClauseFinding> first = why.rules().get(0).clauses();
        assertThat(first).hasSize(2);
        assertThat(first.get(0).matched()).isTrue();
        assertThat(first.get(1)).isEqualTo(finding(first.get(1).clause(), 20L, Match.NO, false));
        Explanation.ClauseFinding missing = why.rules().get(1).clauses().get(0);
        assertThat(missing).isEqualTo(finding(missing.clause(), null, Match.UNUSABLE, false));
    }

    /** The bucket is one of those published in {@code buckets.json}. */
    @Test
    void namesTheBucketOfARollout() {
        Explanation why = explain("page", EvaluationContext.of("user-1").with("plan", "pro"));
        assertThat(why.draw())
                .isEqualTo(new Explanation.Draw("targetingKey", "edge", "user-1", Buckets.bucket("edge", "user-1")));
        assertThat(why.evaluation().variation()).isEqualTo(Buckets.bucket("edge", "user-1") < 25_000 ? "a" : "b");
    }

    @Test
    void aRolloutThatCannotPickHasNoBucketAndBelongsToItsStep() {
        Explanation rule = explain("page", EvaluationContext.EMPTY.with("plan", "pro"));
        assertThat(rule.step()).isEqualTo(Step.RULE);
        assertThat(rule.draw()).isEqualTo(new Explanation.Draw("targetingKey", "edge", null, null));
        Explanation fallthrough = explain("page", EvaluationContext.of("zoe"));
        assertThat(fallthrough.step()).isEqualTo(Step.FALLTHROUGH);
        assertThat(fallthrough.evaluation()).isEqualTo(Evaluation.INVALID_CONTEXT);
        assertThat(fallthrough.draw()).isEqualTo(new Explanation.Draw("account", "x", null, null));
    }

    @Test
    void namesThePrerequisiteThatFailedAndNothingOfWhatComesAfter() {
        Explanation off = explain("needs-dark", ANNA);
        assertThat(off.step()).isEqualTo(Step.PREREQUISITE);
        assertThat(off.prerequisites())
                .containsExactly(
                        new Explanation.PrerequisiteFinding("base", List.of("on"), answer("base", ANNA), true),
                        new Explanation.PrerequisiteFinding("dark", List.of("off", "on"), null, false));
        Explanation other = explain("page", ANNA.with("inner", true));
        assertThat(other.prerequisites())
                .containsExactly(new Explanation.PrerequisiteFinding(
                        "base", List.of("on"), answer("base", ANNA.with("inner", true)), false));
        assertThat(other.rules()).isEmpty();
        assertThat(other.draw()).isNull();
    }

    @Test
    void namesEveryOtherStep() {
        assertThat(explain("nobody", ANNA).step()).isEqualTo(Step.UNKNOWN_FLAG);
        assertThat(Evaluator.explain(SHOP, "page", FlagType.JSON, ANNA, 0).step())
                .isEqualTo(Step.OTHER_TYPE);
        assertThat(Evaluator.explain(SHOP, "dark", null, ANNA, 2).step()).isEqualTo(Step.SHED);
        assertThat(explain("dark", ANNA).step()).isEqualTo(Step.OFF);
        assertThat(explain("page", EvaluationContext.of("bert")).step()).isEqualTo(Step.TARGET);
        assertThat(explain("base", ANNA).step()).isEqualTo(Step.FALLTHROUGH);
    }

    @TestFactory
    Stream<DynamicTest> anExplanationEndsInTheSameAnswer() throws Exception {
        return Stream.of("flags", "rules")
                .flatMap(ExplanationTest::files)
                .map(file -> DynamicTest.dynamicTest(String.valueOf(file.get("about")), () -> explainsAll(file)));
    }

    private static Stream<Map<?, ?>> files(String directory) {
        try {
            return VectorFiles.read(directory).values().stream();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void explainsAll(Map<?, ?> file) throws InvalidRulesetException {
        Ruleset ruleset = RulesetCodec.decode(file.get("ruleset"), RulesetCodec.Mode.STRICT);
        for (Map<?, ?> one : VectorFiles.objects(file, "cases")) {
            EvaluationContext context = EvaluationVectorsTest.context((Map<?, ?>) one.get("context"));
            String flag = (String) one.get("flag");
            assertThat(Evaluator.explain(ruleset, flag, null, context, 1).evaluation())
                    .as("%s", one)
                    .isEqualTo(Evaluator.evaluate(ruleset, flag, null, context, 1));
        }
    }

    private static Explanation.ClauseFinding finding(Clause.Text clause, Object actual, Match found, boolean matched) {
        return new Explanation.ClauseFinding(clause, actual, found, matched);
    }

    private static Explanation explain(String flag, EvaluationContext context) {
        return Evaluator.explain(SHOP, flag, null, context, 0);
    }

    private static Evaluation answer(String flag, EvaluationContext context) {
        return Evaluator.evaluate(SHOP, flag, null, context, 0);
    }

    private static Ruleset read(String json) {
        try {
            return RulesetCodec.read(json.getBytes(UTF_8), RulesetCodec.Mode.STRICT);
        } catch (InvalidRulesetException e) {
            throw new IllegalStateException(e);
        }
    }
}

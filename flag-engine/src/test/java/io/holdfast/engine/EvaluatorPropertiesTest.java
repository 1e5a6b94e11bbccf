package io.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What holds for every flag and every context. */
class EvaluatorPropertiesTest {
    private static final int PEOPLE = 200;

    @TestFactory
    @Tag("P1")
    @Tag("E1")
    Stream<DynamicTest> everyQuestionHasAnAnswerOfTheTypeThatWasAskedOrAnError() {
        return Seeds.check(random -> {
            RandomRulesets some = new RandomRulesets(random);
            Ruleset ruleset = some.ruleset();
            FlagType asked = some.pick(FlagType.values());
            for (String key : List.of("flag-1", "flag-2", "flag-3", "unknown", "")) {
                Evaluation answer = Evaluator.evaluate(ruleset, key, asked, some.context(), random.nextInt(-1, 6));
                assertThat(answer.errorCode() != null).isEqualTo(answer.reason() == Reason.ERROR);
                assertThat(answer.value() == null).isEqualTo(answer.reason() == Reason.ERROR);
                assertThat(answer.variation() == null).isEqualTo(answer.reason() == Reason.ERROR);
                assertThat(answer.value() == null || asked.accepts(answer.value()))
                        .isTrue();
            }
        });
    }

    @TestFactory
    @Tag("E1")
    Stream<DynamicTest> shedComesBeforeOffAndOffBeforeTheFallthrough() {
        return Seeds.check(random -> {
            RandomRulesets some = new RandomRulesets(random);
            Flag flag = some.flag("flag");
            int level = random.nextInt(5);
            Evaluation answer = Evaluator.evaluate(flag, flag.type(), some.context(), level);
            if (flag.shedAt() > 0 && level >= flag.shedAt()) {
                assertThat(answer).isEqualTo(flag.shedVariation().answer(Reason.SHED));
            } else if (!flag.on()) {
                assertThat(answer).isEqualTo(flag.offVariation().answer(Reason.DISABLED));
            } else {
                assertThat(answer.reason()).isIn(Reason.STATIC, Reason.SPLIT, Reason.ERROR);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> theSameQuestionHasTheSameAnswerAlsoAfterWritingAndReading() {
        return Seeds.check(random -> {
            RandomRulesets some = new RandomRulesets(random);
            Ruleset ruleset = some.ruleset();
            Ruleset read = RulesetCodec.read(RulesetCodec.write(ruleset), RulesetCodec.Mode.STRICT);
            EvaluationContext context = some.context();
            for (String key : ruleset.flags().keySet()) {
                Evaluation answer = Evaluator.evaluate(ruleset, key, null, context, 2);
                assertThat(Evaluator.evaluate(ruleset, key, null, context, 2)).isSameAs(answer);
                assertThat(Evaluator.evaluate(read, key, null, context, 2)).isEqualTo(answer);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> attributesThatDecideNothingChangeNothing() {
        return Seeds.check(random -> {
            RandomRulesets some = new RandomRulesets(random);
            Flag flag = some.flag("flag");
            EvaluationContext context = some.context();
            EvaluationContext more = context.with("unrelated", some.value(FlagType.JSON));
            assertThat(Evaluator.evaluate(flag, flag.type(), more, 0))
                    .isEqualTo(Evaluator.evaluate(flag, flag.type(), context, 0));
        });
    }

    @TestFactory
    @Tag("E3")
    Stream<DynamicTest> raisingOneShareMovesNobodyOutOfIt() {
        return Seeds.check(random -> {
            int raised = random.nextInt(3);
            int[] before = shares(random);
            int[] after = raise(before, raised, random);
            Rollout smaller = rollout(before);
            Rollout larger = rollout(after);
            for (int i = 0; i < PEOPLE; i++) {
                EvaluationContext person = EvaluationContext.of("person-" + random.nextInt());
                if (("v" + raised).equals(pick(smaller, person))) {
                    assertThat(pick(larger, person))
                            .as("%s to %s", Arrays.toString(before), Arrays.toString(after))
                            .isEqualTo("v" + raised);
                }
            }
        });
    }

    /** Six standard deviations, for which a right engine fails in one of a thousand million runs. */
    @TestFactory
    Stream<DynamicTest> sharesAreMetWithinTheirStatisticalBounds() {
        return Seeds.check(random -> {
            int people = 5_000;
            int[] shares = shares(random);
            Rollout rollout = new Rollout(
                    Rollout.TARGETING_KEY,
                    "salt-" + random.nextInt(),
                    rollout(shares).weights());
            Map<String, Integer> counts = new HashMap<>();
            for (int i = 0; i < people; i++) {
                counts.merge(pick(rollout, EvaluationContext.of("user-" + i)), 1, Integer::sum);
            }
            for (int i = 0; i < shares.length; i++) {
                double share = shares[i] / (double) Rollout.TOTAL;
                double deviation = Math.sqrt(people * share * (1 - share));
                assertThat((double) counts.getOrDefault("v" + i, 0))
                        .isBetween(people * share - 6 * deviation - 1, people * share + 6 * deviation + 1);
            }
        });
    }

    /** Twenty equal shares; a right engine exceeds this in one of a thousand million runs. */
    @TestFactory
    Stream<DynamicTest> peopleAreSpreadEvenlyByChiSquare() {
        return Seeds.check(random -> {
            int shares = 20;
            int people = 10_000;
            String salt = "salt-" + random.nextInt();
            int[] counts = new int[shares];
            for (int i = 0; i < people; i++) {
                counts[Buckets.bucket(salt, "user-" + i) / (Rollout.TOTAL / shares)]++;
            }
            double expected = people / (double) shares;
            assertThat(Arrays.stream(counts)
                            .mapToDouble(count -> Math.pow(count - expected, 2) / expected)
                            .sum())
                    .isBetween(1.0, 82.0);
        });
    }

    @TestFactory
    @Tag("E3")
    Stream<DynamicTest> aNewVariationTakesOnlyFromTheOneThatPaysForIt() {
        return Seeds.check(random -> {
            int[] before = shares(random);
            int taken = random.nextInt(before[2] + 1);
            int[] after = {before[0], before[1], before[2] - taken, taken};
            for (int i = 0; i < PEOPLE; i++) {
                EvaluationContext person = EvaluationContext.of("person-" + random.nextInt());
                String was = pick(rollout(before), person);
                assertThat(pick(rollout(after), person)).isIn(was, was.equals("v2") ? "v3" : was);
            }
        });
    }

    @TestFactory
    @Tag("E6")
    Stream<DynamicTest> anExplanationEndsInTheSameAnswerAndNamesWhatDecided() {
        return Seeds.check(random -> {
            RandomRulesets some = new RandomRulesets(random);
            Ruleset ruleset = some.ruleset();
            EvaluationContext context = some.context();
            for (String key : ruleset.flags().keySet()) {
                Explanation why = Evaluator.explain(ruleset, key, null, context, 1);
                assertThat(why.evaluation()).isEqualTo(Evaluator.evaluate(ruleset, key, null, context, 1));
                assertThat(why.rules().stream().filter(Explanation.RuleFinding::matched))
                        .hasSize(why.step() == Explanation.Step.RULE ? 1 : 0);
                assertThat(why.prerequisites().stream().filter(one -> !one.met()))
                        .hasSize(why.step() == Explanation.Step.PREREQUISITE ? 1 : 0);
            }
        });
    }

    @Test
    void twoSaltsPickIndependently() {
        int both = 0;
        for (int i = 0; i < 10_000; i++) {
            boolean one = Buckets.bucket("one", "user-" + i) < Rollout.TOTAL / 2;
            boolean other = Buckets.bucket("other", "user-" + i) < Rollout.TOTAL / 2;
            both += one && other ? 1 : 0;
        }
        assertThat(both).isBetween(2_200, 2_800);
    }

    private static String pick(Rollout rollout, EvaluationContext context) {
        return rollout.weights().get(rollout.share(context)).variation().name();
    }

    private static int[] shares(SplittableRandom random) {
        int first = random.nextInt(Rollout.TOTAL + 1);
        int second = random.nextInt(Rollout.TOTAL - first + 1);
        return new int[] {first, second, Rollout.TOTAL - first - second};
    }

    /** Takes from each of the others what is given to {@code raised}. */
    private static int[] raise(int[] shares, int raised, SplittableRandom random) {
        int[] after = shares.clone();
        for (int i = 0; i < after.length; i++) {
            int moved = i == raised ? 0 : random.nextInt(after[i] + 1);
            after[i] -= moved;
            after[raised] += moved;
        }
        return after;
    }

    private static Rollout rollout(int[] shares) {
        List<Rollout.Weight> weights = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            weights.add(new Rollout.Weight(new Variation("v" + i, "v" + i), shares[i]));
        }
        return new Rollout(Rollout.TARGETING_KEY, "salt", weights);
    }

    @TestFactory
    Stream<DynamicTest> theOrderOfKeysDoesNotMatter() {
        return Seeds.check(random -> {
            byte[] written = RulesetCodec.write(new RandomRulesets(random).ruleset());
            Object turned = turn(JsonReader.read(written));
            Ruleset read = RulesetCodec.decode(turned, RulesetCodec.Mode.STRICT);
            assertThat(RulesetCodec.write(read)).isEqualTo(written);
        });
    }

    /** The same document with every object's names in the opposite order. */
    private static Object turn(Object json) {
        if (json instanceof List<?> list) {
            return list.stream().map(item -> item == null ? null : turn(item)).toList();
        }
        if (!(json instanceof Map<?, ?> map)) {
            return json;
        }
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        Map<Object, Object> turned = new LinkedHashMap<>();
        for (int i = entries.size() - 1; i >= 0; i--) {
            Object value = entries.get(i).getValue();
            turned.put(entries.get(i).getKey(), value == null ? null : turn(value));
        }
        return turned;
    }
}

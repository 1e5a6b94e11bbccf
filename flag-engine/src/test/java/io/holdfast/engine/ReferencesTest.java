package io.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.engine.RulesetCodec.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What flags and segments name: any depth, any number of ways, and back to where it began. */
@Tag("E5")
class ReferencesTest {
    private static final int MANY = 20_000;
    private static final EvaluationContext FRENCH = EvaluationContext.of("u").with("country", "FR");

    @Test
    void aChainOfPrerequisitesMayBeOfAnyDepth() throws Exception {
        Ruleset chain = flags(MANY, i -> i == 0 ? List.of() : List.of(flagName(i - 1)));
        assertThat(answer(chain, MANY - 1)).isEqualTo(Reason.DEFAULT);
        Ruleset broken = chain.with(flag("flag-0", false, List.of()));
        assertThat(answer(broken, MANY - 1)).isEqualTo(Reason.PREREQUISITE_FAILED);
        assertThat(answer(broken, 0)).isEqualTo(Reason.DISABLED);
    }

    /** Each of a hundred levels needs both flags of the level below: 2 to the power of 100 ways lead down. */
    @Test
    void aFlagThatIsNeededInManyWaysIsAskedOnce() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            Ruleset ladder =
                    flags(200, i -> i < 2 ? List.of() : List.of(flagName(i - 2 - i % 2), flagName(i - 1 - i % 2)));
            assertThat(answer(ladder, 199)).isEqualTo(Reason.DEFAULT);
        });
    }

    @Test
    void aChainOfSegmentsMayBeOfAnyDepth() throws Exception {
        Map<String, Object> segments = new LinkedHashMap<>();
        for (int i = 0; i < Limits.SEGMENTS; i++) {
            Map<String, Object> clause = i == 0
                    ? Map.of("attribute", "country", "operator", "in", "values", List.of("FR"))
                    : Map.of("operator", "inSegment", "values", List.of("segment-" + (i - 1)));
            segments.put("segment-" + i, Map.of("rules", List.of(Map.of("clauses", List.of(clause)))));
        }
        Ruleset ruleset = RulesetCodec.decode(
                document(Map.of("f", flagInSegment("segment-" + (Limits.SEGMENTS - 1))), segments), Mode.STRICT);
        assertThat(reason(ruleset, "f", FRENCH)).isEqualTo(Reason.TARGETING_MATCH);
        assertThat(reason(ruleset, "f", EvaluationContext.EMPTY)).isEqualTo(Reason.DEFAULT);
    }

    @Test
    void aCircleOfPrerequisitesIsRefusedWhenSavedAndNeverMetWhenRead() throws Exception {
        Map<String, Object> flags = Map.of(
                "a", flagJson(true, List.of("b")),
                "b", flagJson(true, List.of("c")),
                "c", flagJson(true, List.of("a")),
                "self", flagJson(true, List.of("self")),
                "outside", flagJson(true, List.of("a")));
        assertThat(refusal(document(flags, Map.of())).faults())
                .containsExactlyInAnyOrder(
                        circle("/flags/a", "a → b → c → a"),
                        circle("/flags/b", "b → c → a → b"),
                        circle("/flags/c", "c → a → b → c"),
                        circle("/flags/self", "self → self"));
        Ruleset read = RulesetCodec.decode(document(flags, Map.of()), Mode.LENIENT);
        for (String key : flags.keySet()) {
            assertThat(reason(read, key, FRENCH)).as(key).isEqualTo(Reason.PREREQUISITE_FAILED);
        }
    }

    @Test
    void aCircleOfSegmentsIsRefusedWhenSavedAndNeverMatchesWhenRead() throws Exception {
        Map<String, Object> segments = Map.of("x", segmentJson("y"), "y", segmentJson("x"));
        Map<String, Object> document = document(Map.of("f", flagInSegment("x")), segments);
        assertThat(refusal(document).faults())
                .containsExactlyInAnyOrder(
                        new Fault("/segments/x/rules/0/clauses/0/values/0", "leads back to where it began: x → y → x"),
                        new Fault("/segments/y/rules/0/clauses/0/values/0", "leads back to where it began: y → x → y"));
        assertThat(reason(RulesetCodec.decode(document, Mode.LENIENT), "f", FRENCH))
                .isEqualTo(Reason.DEFAULT);
    }

    @Test
    void aCircleOfThousandsIsFoundAndShownInShort() {
        Map<String, Object> flags = new LinkedHashMap<>();
        for (int i = 0; i < MANY; i++) {
            flags.put(flagName(i), flagJson(true, List.of(flagName((i + 1) % MANY))));
        }
        List<Fault> faults = refusal(document(flags, Map.of())).faults();
        assertThat(faults).hasSize(Faults.MOST);
        assertThat(faults.get(0).message()).contains(" → … 19981 more → ").hasSizeLessThan(500);
    }

    @Test
    void namesThatLeadNowhereAreRefusedWhenSavedAndNeverMatchWhenRead() throws Exception {
        Map<String, Object> flags = Map.of(
                "needs-nobody", flagJson(true, List.of("nobody")),
                "in-nothing", flagInSegment("nothing"),
                "a", flagJson(true, List.of()),
                "needs-blue", flagNeeding(Map.of("flag", "a", "variations", List.of("blue", "on"))));
        assertThat(refusal(document(flags, Map.of())).faults())
                .containsExactlyInAnyOrder(
                        new Fault("/flags/needs-nobody/prerequisites/0/flag", "'nobody' is not a flag here"),
                        new Fault("/flags/in-nothing/rules/0/clauses/0/values/0", "'nothing' is not a segment here"),
                        new Fault(
                                "/flags/needs-blue/prerequisites/0/variations/0",
                                "'blue' is none of the variations of a"));
        Ruleset read = RulesetCodec.decode(document(flags, Map.of()), Mode.LENIENT);
        assertThat(reason(read, "needs-nobody", FRENCH)).isEqualTo(Reason.PREREQUISITE_FAILED);
        assertThat(reason(read, "in-nothing", FRENCH)).isEqualTo(Reason.DEFAULT);
        assertThat(reason(read, "needs-blue", FRENCH)).isEqualTo(Reason.DEFAULT);
    }

    @Test
    void oneFlagOrSegmentIsCheckedAgainstTheRulesetThatItWouldBePartOf() throws Exception {
        Ruleset ruleset = RulesetCodec.decode(
                document(
                        Map.of("a", flagJson(true, List.of()), "b", flagJson(true, List.of("a"))),
                        Map.of("x", segmentJson("y"), "y", Map.of("included", List.of("u")))),
                Mode.STRICT);
        Flag good = flag("c", true, List.of("b"));
        assertThatCode(() -> RulesetCodec.checkReferences(good, ruleset)).doesNotThrowAnyException();
        Flag circle = flag("a", true, List.of("b"));
        assertThat(catchThrowableOfType(
                                InvalidRulesetException.class, () -> RulesetCodec.checkReferences(circle, ruleset))
                        .faults())
                .containsExactly(new Fault("/prerequisites/0/flag", "leads back to where it began: a → b → a"));
        Segment back = RulesetCodec.decodeSegment(segmentJson("x"), Mode.STRICT);
        assertThat(catchThrowableOfType(
                                InvalidRulesetException.class, () -> RulesetCodec.checkReferences("y", back, ruleset))
                        .faults())
                .containsExactly(new Fault("/rules/0/clauses/0/values/0", "leads back to where it began: y → x → y"));
    }

    @Test
    void puttingAFlagIntoARulesetLeavesTheOldOneAsItWas() throws Exception {
        Ruleset before = flags(2, i -> i == 0 ? List.of() : List.of("flag-0"));
        Ruleset after = before.with(flag("flag-0", false, List.of()));
        assertThat(answer(before, 1)).isEqualTo(Reason.DEFAULT);
        assertThat(answer(after, 1)).isEqualTo(Reason.PREREQUISITE_FAILED);
    }

    /** A change takes the quick way, or links all anew; nobody can tell which by the answers. */
    @TestFactory
    Stream<DynamicTest> changingOneFlagIsTheSameAsMakingTheRulesetAnew() {
        return Seeds.check(random -> {
            RandomRulesets some = new RandomRulesets(random);
            Ruleset ruleset = some.ruleset();
            Ruleset others = new RandomRulesets(random).ruleset();
            Map<String, Flag> flags = new LinkedHashMap<>(ruleset.flags());
            Ruleset changed = ruleset;
            for (Flag flag : others.flags().values()) {
                changed = changed.with(flag);
                flags.put(flag.key(), flag);
            }
            Ruleset anew = new Ruleset(
                    ruleset.environment(),
                    ruleset.epoch(),
                    ruleset.revision(),
                    flags,
                    ruleset.segments(),
                    ruleset.holds());
            assertThat(changed).isEqualTo(anew);
            EvaluationContext context = some.context();
            for (String key : flags.keySet()) {
                assertThat(Evaluator.explain(changed, key, null, context, 1))
                        .isEqualTo(Evaluator.explain(anew, key, null, context, 1));
            }
        });
    }

    private static Fault circle(String flag, String way) {
        return new Fault(flag + "/prerequisites/0/flag", "leads back to where it began: " + way);
    }

    private static Reason answer(Ruleset ruleset, int flag) {
        return reason(ruleset, flagName(flag), FRENCH);
    }

    private static Reason reason(Ruleset ruleset, String flag, EvaluationContext context) {
        return Evaluator.evaluate(ruleset, flag, FlagType.BOOLEAN, context, 0).reason();
    }

    private static Ruleset flags(int count, IntFunction<List<String>> needs) throws InvalidRulesetException {
        Map<String, Object> flags = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            flags.put(flagName(i), flagJson(true, needs.apply(i)));
        }
        flags.put("flag-0", flagInSegment("everybody"));
        Map<String, Object> everybody = Map.of("rules", List.of(Map.of("clauses", List.of(exists()))));
        return RulesetCodec.decode(document(flags, Map.of("everybody", everybody)), Mode.STRICT);
    }

    private static Map<String, Object> exists() {
        return Map.of("attribute", "targetingKey", "operator", "exists", "negate", true);
    }

    private static String flagName(int i) {
        return "flag-" + i;
    }

    private static Flag flag(String key, boolean on, List<String> needs) throws InvalidRulesetException {
        return RulesetCodec.decodeFlag(key, flagJson(on, needs), Mode.STRICT);
    }

    private static Map<String, Object> flagJson(boolean on, List<String> needs) {
        List<Object> prerequisites = new ArrayList<>();
        needs.forEach(key -> prerequisites.add(Map.of("flag", key, "variations", List.of("on"))));
        return flagJson(Map.of("on", on, "prerequisites", prerequisites));
    }

    private static Map<String, Object> flagNeeding(Map<String, Object> prerequisite) {
        return flagJson(Map.of("prerequisites", List.of(prerequisite)));
    }

    private static Map<String, Object> flagInSegment(String segment) {
        Map<String, Object> clause = Map.of("operator", "inSegment", "values", List.of(segment));
        return flagJson(Map.of("rules", List.of(Map.of("id", "r", "clauses", List.of(clause), "variation", "on"))));
    }

    private static Map<String, Object> segmentJson(String needed) {
        Map<String, Object> clause = Map.of("operator", "inSegment", "values", List.of(needed));
        return Map.of("rules", List.of(Map.of("clauses", List.of(clause))));
    }

    private static Map<String, Object> flagJson(Map<String, Object> rest) {
        Map<String, Object> flag = new LinkedHashMap<>(Map.<String, Object>of(
                "type",
                "boolean",
                "kind",
                "release",
                "on",
                true,
                "offVariation",
                "off",
                "fallthrough",
                Map.of("variation", "on"),
                "variations",
                List.of(Map.of("name", "on", "value", true), Map.of("name", "off", "value", false))));
        flag.putAll(rest);
        return flag;
    }

    private static Map<String, Object> document(Map<String, Object> flags, Map<String, Object> segments) {
        return Map.of("format", 1, "environment", "test", "flags", flags, "segments", segments);
    }

    private static InvalidRulesetException refusal(Map<String, Object> document) {
        return catchThrowableOfType(InvalidRulesetException.class, () -> RulesetCodec.decode(document, Mode.STRICT));
    }
}

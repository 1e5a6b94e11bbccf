package io.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs the published vectors on the engine. */
class EvaluationVectorsTest {

    @TestFactory
    @Tag("E1")
    @Tag("E2")
    Stream<DynamicContainer> flags() throws Exception {
        return evaluations("flags", RulesetCodec.Mode.STRICT);
    }

    @TestFactory
    @Tag("E1")
    @Tag("E2")
    Stream<DynamicContainer> rules() throws Exception {
        return evaluations("rules", RulesetCodec.Mode.STRICT);
    }

    @TestFactory
    @Tag("E2")
    @Tag("E5")
    Stream<DynamicContainer> tolerant() throws Exception {
        for (Map<?, ?> file : VectorFiles.read("tolerant").values()) {
            assertThatThrownBy(() -> RulesetCodec.decode(file.get("ruleset"), RulesetCodec.Mode.STRICT))
                    .isInstanceOf(InvalidRulesetException.class);
        }
        return evaluations("tolerant", RulesetCodec.Mode.LENIENT);
    }

    private static Stream<DynamicContainer> evaluations(String directory, RulesetCodec.Mode mode) throws Exception {
        List<DynamicContainer> files = new ArrayList<>();
        for (Map.Entry<String, Map<?, ?>> file : VectorFiles.read(directory).entrySet()) {
            Ruleset ruleset = RulesetCodec.decode(file.getValue().get("ruleset"), mode);
            files.add(DynamicContainer.dynamicContainer(file.getKey(), evaluations(file.getValue(), ruleset)));
        }
        return files.stream();
    }

    @TestFactory
    @Tag("E2")
    Stream<DynamicTest> buckets() throws Exception {
        return VectorFiles.read("buckets").values().stream()
                .flatMap(file -> VectorFiles.objects(file, "cases").stream())
                .map(one -> DynamicTest.dynamicTest(one.get("salt") + ":" + one.get("value"), () -> bucket(one)));
    }

    @TestFactory
    @Tag("E2")
    @Tag("E4")
    Stream<DynamicContainer> postures() throws Exception {
        return VectorFiles.read("postures").values().stream()
                .flatMap(file -> VectorFiles.objects(file, "groups").stream())
                .map(group -> DynamicContainer.dynamicContainer((String) group.get("about"), postures(group)));
    }

    @Test
    void keysAreUniqueOverAllFilesSoThatOneEnvironmentCanHoldThem() throws Exception {
        for (String kind : List.of("flags", "segments")) {
            Set<Object> keys = new HashSet<>();
            for (String directory : List.of("flags", "rules", "tolerant")) {
                for (Map<?, ?> file : VectorFiles.read(directory).values()) {
                    Object named = ((Map<?, ?>) file.get("ruleset")).get(kind);
                    for (Object key : named == null ? Set.of() : ((Map<?, ?>) named).keySet()) {
                        assertThat(keys.add(key)).as("%s is new", key).isTrue();
                    }
                }
            }
        }
    }

    private static Stream<DynamicTest> evaluations(Map<?, ?> file, Ruleset ruleset) {
        return VectorFiles.objects(file, "cases").stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.get("flag") + ": " + one.get("name"), () -> evaluation(ruleset, one)));
    }

    private static void evaluation(Ruleset ruleset, Map<?, ?> one) {
        Evaluation evaluation = Evaluator.evaluate(
                ruleset,
                (String) one.get("flag"),
                FlagType.fromWireName((String) one.get("type")),
                context((Map<?, ?>) one.get("context")),
                one.get("shedLevel") instanceof Long level ? level.intValue() : 0);
        assertThat(fields(evaluation)).isEqualTo(one.get("expect"));
    }

    static EvaluationContext context(Map<?, ?> attributes) {
        if (attributes == null) {
            return EvaluationContext.EMPTY;
        }
        Map<String, Object> named = new LinkedHashMap<>();
        attributes.forEach((name, value) -> named.put((String) name, value));
        return EvaluationContext.of((String) attributes.get(Rollout.TARGETING_KEY), named);
    }

    private static Map<String, Object> fields(Evaluation evaluation) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("reason", evaluation.reason().name());
        if (evaluation.errorCode() != null) {
            fields.put("errorCode", evaluation.errorCode().name());
        }
        put(fields, "variation", evaluation.variation());
        put(fields, "value", evaluation.value());
        put(fields, "rule", evaluation.rule());
        return fields;
    }

    private static void bucket(Map<?, ?> one) {
        String salt = (String) one.get("salt");
        String value = (String) one.get("value");
        assertThat(Integer.toUnsignedLong(Buckets.hash(salt, value))).isEqualTo(one.get("hash"));
        assertThat((long) Buckets.bucket(salt, value)).isEqualTo(one.get("bucket"));
    }

    private static Stream<DynamicTest> postures(Map<?, ?> group) {
        return VectorFiles.objects(group, "cases").stream()
                .map(one -> DynamicTest.dynamicTest((String) one.get("name"), () -> posture(group.get("holds"), one)));
    }

    private static void posture(Object holds, Map<?, ?> one) throws InvalidRulesetException {
        Map<String, Object> document =
                Map.<String, Object>of("format", 1L, "environment", "vectors", "flags", Map.of(), "holds", holds);
        Map<?, ?> instance = (Map<?, ?>) one.get("instance");
        InstanceIdentity identity = new InstanceIdentity(
                (String) instance.get("id"), (String) instance.get("application"), (String) instance.get("region"));
        Posture posture = Posture.of(
                RulesetCodec.decode(document, RulesetCodec.Mode.STRICT).holds(), identity, Instant.parse((String)
                        one.get("now")));
        assertThat(fields(posture)).isEqualTo(one.get("expect"));
    }

    private static Map<String, Object> fields(Posture posture) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("stage", posture.stage().name());
        fields.put("shedLevel", (long) posture.shedLevel());
        put(fields, "message", posture.message());
        put(fields, "incident", posture.incident());
        put(fields, "since", posture.since() == null ? null : posture.since().toString());
        put(fields, "until", posture.until() == null ? null : posture.until().toString());
        fields.put("holds", posture.holds());
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}

package io.holdfast.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.EvaluationContext;
import io.holdfast.engine.Ruleset;
import io.holdfast.engine.RulesetCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Runs the published vectors through the SDK, as an application would ask. */
@Tag("E2")
class EvaluationVectorsTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TestFactory
    Stream<DynamicContainer> flags() throws Exception {
        return vectors("flags");
    }

    @TestFactory
    Stream<DynamicContainer> rules() throws Exception {
        return vectors("rules");
    }

    @TestFactory
    Stream<DynamicContainer> tolerant() throws Exception {
        return vectors("tolerant");
    }

    private static Stream<DynamicContainer> vectors(String name) throws Exception {
        List<DynamicContainer> containers = new ArrayList<>();
        Path directory = Path.of(EvaluationVectorsTest.class
                .getResource("/evaluation-vectors/" + name)
                .toURI());
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                JsonNode vectors = JSON.readTree(Files.readAllBytes(file));
                containers.add(
                        DynamicContainer.dynamicContainer(file.getFileName().toString(), tests(vectors)));
            }
        }
        assertThat(containers).isNotEmpty();
        return containers.stream();
    }

    private static Stream<DynamicTest> tests(JsonNode vectors) throws Exception {
        Map<Integer, Ruleset> rulesets = new HashMap<>();
        for (int level = 0; level <= 4; level++) {
            rulesets.put(level, shedding(vectors.get("ruleset"), level));
        }
        return vectors.get("cases")
                .valueStream()
                .map(one -> DynamicTest.dynamicTest(
                        one.get("flag").asString() + ": " + one.get("name").asString(), () -> run(rulesets, one)));
    }

    private static void run(Map<Integer, Ruleset> rulesets, JsonNode one) {
        try (FlagClient client = FlagClient.builder().offline().build()) {
            client.accept(rulesets.get(one.path("shedLevel").asInt(0)));
            EvaluationContext context = context(one.path("context"));
            JsonNode expected = one.get("expect").get("value");
            for (Object fallback : fallbacks(one.get("type").asString())) {
                Object answered = ask(client, one.get("flag").asString(), fallback, context);
                assertThat(answered).isEqualTo(expected == null ? fallback : value(expected, fallback));
            }
        }
    }

    /** The ruleset, with a hold that raises the shed level. */
    private static Ruleset shedding(JsonNode ruleset, int level) throws Exception {
        ObjectNode document = (ObjectNode) ruleset.deepCopy();
        if (level > 0) {
            document.withArray("holds")
                    .addObject()
                    .put("id", "shed")
                    .put("stage", "OFF")
                    .put("shedLevel", level)
                    .put("since", "2026-01-01T00:00:00Z");
        }
        return RulesetCodec.read(JSON.writeValueAsBytes(document), RulesetCodec.Mode.LENIENT);
    }

    private static EvaluationContext context(JsonNode attributes) {
        EvaluationContext context =
                EvaluationContext.of(attributes.path("targetingKey").asString(null));
        for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
            context = context.with(attribute.getKey(), JSON.treeToValue(attribute.getValue(), Object.class));
        }
        return context;
    }

    /** Two different ones of each type: an answer must not depend on them, an error must be the one that was given. */
    private static List<?> fallbacks(String type) {
        return switch (type) {
            case "boolean" -> List.of(true, false);
            case "string" -> List.of("one default", "another default");
            case "number" -> List.of(-17.25, 4711.5);
            default -> List.of(Map.of("default", true), List.of("default"));
        };
    }

    private static Object ask(FlagClient client, String key, Object fallback, EvaluationContext context) {
        if (fallback instanceof Boolean on) {
            return client.booleanFlag(key, on).isOn(context);
        }
        if (fallback instanceof String text) {
            return client.stringFlag(key, text).value(context);
        }
        return fallback instanceof Double number
                ? (Object) client.numberFlag(key, number).value(context)
                : client.jsonFlag(key, fallback).value(context);
    }

    private static Object value(JsonNode expected, Object fallback) {
        return fallback instanceof Double ? (Object) expected.asDouble() : json(expected);
    }

    /** With the codec's own numbers, since 12 and 12L are different to equals. */
    private static Object json(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> object = new LinkedHashMap<>();
            node.properties().forEach(field -> object.put(field.getKey(), json(field.getValue())));
            return object;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.valueStream().forEach(item -> list.add(json(item)));
            return list;
        }
        return node.isIntegralNumber() ? (Object) node.asLong() : JSON.treeToValue(node, Object.class);
    }
}

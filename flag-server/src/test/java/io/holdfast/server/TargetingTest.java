package io.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Targets, rules, prerequisites and segments: saved as they are meant, or refused with every fault named. */
class TargetingTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final TestServer server = TestServer.shared();
    private final Api admin = server.admin();
    private String environment;
    private String flag;

    @BeforeEach
    void aFlagThatIsOn() {
        environment = server.newEnvironment();
        flag = server.newFlag();
        save(flag, "{}").expect(200);
    }

    @Test
    void aRuleDecidesAndIsNamed() {
        save(flag, """
                {"rules": [{"id": "french", "description": "Since March", "variation": "off",
                  "clauses": [{"attribute": "country", "operator": "in", "values": ["fr"], "ignoreCase": true}]}],
                 "targets": [{"variation": "on", "values": ["anna"]}]}""").expect(200);

        assertThat(asked("{\"targetingKey\": \"bert\", \"country\": \"FR\"}"))
                .containsEntry("variation", "off")
                .containsEntry("reason", "TARGETING_MATCH")
                .containsEntry("rule", "french");
        assertThat(asked("{\"targetingKey\": \"anna\", \"country\": \"FR\"}"))
                .containsEntry("variation", "on")
                .doesNotContainKey("rule");
        assertThat(asked("{\"country\": \"DE\"}")).containsEntry("reason", "DEFAULT");
    }

    @Test
    void whatWasSavedComesBack() {
        String targeting = """
                {"prerequisites": [], "targets": [{"variation": "off", "values": ["a", "b"]}],
                 "rules": [{"id": "r", "clauses": [{"attribute": "/a/0/~1b", "operator": "atLeast", "values": [12.5],
                   "negate": true, "ignoreCase": false}], "rollout": {"by": "company", "salt": "s",
                   "weights": [{"variation": "on", "weight": 1}, {"variation": "off", "weight": 99999}]}}]}""";
        JsonNode saved = save(flag, targeting).expect(200).json();
        JSON.readTree(targeting)
                .properties()
                .forEach(wanted -> assertThat(saved.get(wanted.getKey()))
                        .as(wanted.getKey())
                        .isEqualTo(wanted.getValue()));
    }

    @ParameterizedTest
    @Tag("S3")
    @CsvSource(delimiter = '|', textBlock = """
            {"targets": [{"variation": "maybe", "values": ["a"]}]}                | /targets/0/variation
            {"prerequisites": [{"flag": "nowhere", "variations": ["on"]}]}        | /prerequisites/0/flag
            {"rules": [{"id": "r", "variation": "on", "clauses": []}]}            | /rules/0/clauses
            {"rules": [{"id": "r", "variation": "on", "clauses": [{"attribute": "a", "operator": "sounds-like", "values": ["b"]}]}]} | /rules/0/clauses/0/operator
            {"rules": [{"id": "r", "variation": "on", "clauses": [{"attribute": "a", "operator": "matches", "values": ["ok", "("]}]}]} | /rules/0/clauses/0/values/1
            {"rules": [{"id": "r", "variation": "on", "clauses": [{"attribute": "a", "operator": "lessThan", "values": ["7"]}]}]} | /rules/0/clauses/0/values/0
            {"rules": [{"id": "r", "variation": "on", "clauses": [{"operator": "inSegment", "values": ["nobody"]}]}]} | /rules/0/clauses/0/values/0
            {"rules": [{"id": "r", "rollout": {"weights": [{"variation": "on", "weight": 5}]}, "clauses": [{"attribute": "a", "operator": "exists"}]}]} | /rules/0/rollout/weights
            {"rules": [{"id": "r", "variation": "on", "colour": 1, "clauses": [{"attribute": "a", "operator": "exists"}]}]} | /rules/0/colour
            """)
    void aFaultIsNamedAndNothingIsSaved(String targeting, String field) {
        String before = admin.get(path(flag)).etag();
        Answer refused = save(flag, targeting).expect(400);
        assertThat(refused.json().get("errors").findValuesAsString("field")).contains(field);
        assertThat(admin.get(path(flag)).etag()).isEqualTo(before);
    }

    @Test
    void everyFaultIsToldAtOnce() {
        Answer refused = save(flag, """
                {"targets": [{"variation": "maybe", "values": ["a"]}],
                 "rules": [{"id": "r", "variation": "never", "clauses": [{"attribute": "a", "operator": "exists"}]}]}""");
        assertThat(refused.problem(400, "validation").json().get("errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("/targets/0/variation", "/rules/0/variation");
    }

    @Test
    void aPrerequisiteThatLeadsBackIsRefusedWithItsWay() {
        String second = server.newFlag();
        save(second, needs(flag)).expect(200);
        Answer refused = save(flag, needs(second)).problem(400, "validation");
        JsonNode error = refused.json().get("errors").get(0);
        assertThat(error.get("field").asString()).isEqualTo("/prerequisites/0/flag");
        assertThat(error.get("message").asString()).contains(flag + " → " + second + " → " + flag);
    }

    @Test
    void whatAnotherFlagNeedsCannotGo() {
        String second = server.newFlag();
        save(second, needs(flag)).expect(200);
        assertThat(asked(second, "{}")).containsEntry("variation", "on");

        admin.delete("/api/v1/flags/" + flag, admin.get("/api/v1/flags/" + flag).etag())
                .problem(409, "conflict");
        Answer without = admin.put(
                "/api/v1/flags/" + flag,
                admin.get("/api/v1/flags/" + flag).etag(),
                JSON.readTree("{\"kind\": \"release\", \"variations\": [{\"name\": \"other\", \"value\": true}]}"));
        without.problem(400, "validation");

        admin.delete(
                        "/api/v1/flags/" + second,
                        admin.get("/api/v1/flags/" + second).etag())
                .expect(204);
        admin.delete("/api/v1/flags/" + flag, admin.get("/api/v1/flags/" + flag).etag())
                .expect(204);
    }

    @Test
    void aPrerequisiteThatIsOffTakesItsDependantsWithIt() {
        String second = server.newFlag();
        save(second, needs(flag)).expect(200);
        save(flag, "{\"on\": false}").expect(200);
        assertThat(asked(second, "{}"))
                .containsEntry("reason", "PREREQUISITE_FAILED")
                .containsEntry("variation", "off");
    }

    @Test
    void aSegmentIsSharedByFlagsAndKeptWhileInUse() {
        String segment = newSegment("{\"included\": [\"anna\"]}");
        save(flag, rule(segment)).expect(200);
        assertThat(asked("{\"targetingKey\": \"anna\"}")).containsEntry("variation", "off");
        assertThat(asked("{\"targetingKey\": \"bert\"}")).containsEntry("variation", "on");

        String seen = segment(segment).etag();
        admin.put("/api/v1/segments/" + segment, seen, JSON.readTree("{\"included\": [\"bert\"]}"))
                .expect(200);
        assertThat(asked("{\"targetingKey\": \"bert\"}")).containsEntry("variation", "off");

        admin.put("/api/v1/segments/" + segment, seen, JSON.readTree("{}")).problem(412, "stale-version");
        admin.delete("/api/v1/segments/" + segment, segment(segment).etag()).problem(409, "conflict");
        save(flag, "{}").expect(200);
        admin.delete("/api/v1/segments/" + segment, segment(segment).etag()).expect(204);
        segment(segment).problem(404, "not-found");
    }

    @Test
    void aSegmentMayBeLargerThanOtherBodies() {
        List<String> keys = IntStream.range(0, 10_000)
                .mapToObj(i -> "customer-%08d@example.org".formatted(i))
                .toList();
        String segment = TestServer.newKey("large");
        admin.post("/api/v1/segments", Map.of("key", segment, "project", server.newProject(), "included", keys))
                .expect(201);
        save(flag, rule(segment)).expect(200);
        assertThat(asked("{\"targetingKey\": \"customer-00009999@example.org\"}"))
                .containsEntry("variation", "off");
        assertThat(asked("{\"targetingKey\": \"customer-00010000@example.org\"}"))
                .containsEntry("variation", "on");
        save(flag, "{}").expect(200);
        admin.delete("/api/v1/segments/" + segment, segment(segment).etag()).expect(204);
    }

    @Test
    void segmentsThatContainEachOtherAreRefused() {
        String inner = newSegment("{}");
        String outer = newSegment(segmentRule(inner));
        Answer refused = admin.put(
                        "/api/v1/segments/" + inner, segment(inner).etag(), JSON.readTree(segmentRule(outer)))
                .problem(400, "validation");
        assertThat(refused.json().get("errors").get(0).get("field").asString())
                .isEqualTo("/rules/0/clauses/0/values/0");
    }

    @Test
    void segmentsOfAProjectAreListedInPages() {
        String project = server.newProject();
        for (String name : List.of("c", "a", "b")) {
            admin.post("/api/v1/segments", Map.of("key", project + name, "project", project))
                    .expect(201);
        }
        JsonNode first =
                admin.get("/api/v1/segments?limit=2&project=" + project).json();
        assertThat(first.get("items").findValuesAsString("key")).containsExactly(project + "a", project + "b");
        JsonNode second = admin.get("/api/v1/segments?limit=2&project=" + project + "&cursor="
                        + first.get("nextCursor").asString())
                .json();
        assertThat(second.get("items").findValuesAsString("key")).containsExactly(project + "c");
        assertThat(second.has("nextCursor")).isFalse();
    }

    @Test
    void anAnswerIsExplainedClauseByClause() {
        save(flag, """
                {"rules": [
                  {"id": "french", "variation": "off", "clauses": [
                    {"attribute": "country", "operator": "in", "values": ["FR"]}]},
                  {"id": "adults", "clauses": [{"attribute": "age", "operator": "atLeast", "values": [18]}],
                   "rollout": {"weights": [{"variation": "on", "weight": 100000}]}}]}""").expect(200);
        JsonNode explanation = evaluated(Map.<String, Object>of(
                        "flag",
                        flag,
                        "explain",
                        true,
                        "context",
                        Map.<String, Object>of("targetingKey", "anna", "country", "DE", "age", 20)))
                .get("explanation");

        assertThat(explanation.get("step").asString()).isEqualTo("RULE");
        JsonNode french = explanation.get("rules").get(0);
        assertThat(french.get("matched").asBoolean()).isFalse();
        assertThat(french.at("/clauses/0/actual").asString()).isEqualTo("DE");
        assertThat(french.at("/clauses/0/found").asString()).isEqualTo("NO");
        assertThat(explanation.at("/rules/1/matched").asBoolean()).isTrue();
        assertThat(explanation.at("/draw/value").asString()).isEqualTo("anna");
        assertThat(explanation.at("/draw/bucket").asInt(-1)).isBetween(0, 99_999);
        assertThat(evaluated(Map.of("flag", flag)).has("explanation")).isFalse();
    }

    private JsonNode evaluated(Map<String, Object> question) {
        return admin.post("/api/v1/environments/" + environment + "/evaluations", question)
                .expect(200)
                .json();
    }

    private String newSegment(String definition) {
        String key = TestServer.newKey("segment");
        Map<String, Object> body = new HashMap<>(Map.of("key", key, "project", server.newProject()));
        JSON.readTree(definition).properties().forEach(field -> body.put(field.getKey(), field.getValue()));
        admin.post("/api/v1/segments", body).expect(201);
        return key;
    }

    private Answer segment(String key) {
        return admin.get("/api/v1/segments/" + key);
    }

    private static String segmentRule(String segment) {
        return "{\"rules\": [{\"clauses\": [{\"operator\": \"inSegment\", \"values\": [\"%s\"]}]}]}".formatted(segment);
    }

    private static String rule(String segment) {
        return "{\"rules\": [{\"id\": \"r\", \"variation\": \"off\", \"clauses\": [{\"operator\": \"inSegment\", \"values\": [\"%s\"]}]}]}"
                .formatted(segment);
    }

    private static String needs(String flag) {
        return "{\"prerequisites\": [{\"flag\": \"%s\", \"variations\": [\"on\"]}]}".formatted(flag);
    }

    /** Saves a flag that is on, with {@code targeting} on top. */
    private Answer save(String key, String targeting) {
        Map<String, Object> body = new HashMap<>(
                Map.<String, Object>of("on", true, "offVariation", "off", "fallthrough", Map.of("variation", "on")));
        JSON.readTree(targeting).properties().forEach(field -> body.put(field.getKey(), field.getValue()));
        return admin.put(path(key), admin.get(path(key)).etag(), body);
    }

    private String path(String key) {
        return "/api/v1/flags/" + key + "/environments/" + environment;
    }

    private Map<String, String> asked(String context) {
        return asked(flag, context);
    }

    private Map<String, String> asked(String key, String context) {
        JsonNode answer = evaluated(Map.<String, Object>of("flag", key, "context", JSON.readTree(context)));
        Map<String, String> texts = new HashMap<>();
        answer.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asString("")));
        return texts;
    }
}

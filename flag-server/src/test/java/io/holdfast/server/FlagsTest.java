package io.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Projects, environments and flags: made, read, changed and deleted, without anybody overwriting anybody. */
class FlagsTest {
    private static String environment;

    private final Api admin = TestServer.shared().admin();

    @BeforeAll
    static void prepare() {
        environment = TestServer.shared().newEnvironment();
    }

    @Test
    void aNewBooleanFlagIsOffEverywhereAndHasTwoVariations() {
        String key = TestServer.newKey("fresh");
        Answer made = admin.post(
                        "/api/v1/flags",
                        Map.of(
                                "key",
                                key,
                                "project",
                                TestServer.shared().newProject(),
                                "type",
                                "boolean",
                                "kind",
                                "kill-switch"))
                .expect(201);

        assertThat(made.header("Location")).endsWith("/api/v1/flags/" + key);
        assertThat(made.json().get("variations").size()).isEqualTo(2);
        JsonNode here = configuration(made.json());
        assertThat(here.get("on").asBoolean()).isFalse();
        assertThat(here.get("offVariation").asString()).isEqualTo("off");
        assertThat(evaluate(key).get("value").asBoolean()).isFalse();
        assertThat(evaluate(key).get("reason").asString()).isEqualTo("DISABLED");
    }

    @Test
    void aFlagThatIsTurnedOnAnswersSo() {
        String key = TestServer.shared().newFlag();
        turn(key, true).expect(200);
        assertThat(evaluate(key).get("value").asBoolean()).isTrue();
    }

    @Test
    void everyFieldComesBackAsItWasSaved() {
        String key = TestServer.newKey("whole");
        String project = TestServer.shared().newProject();
        Map<String, Object> wanted = new HashMap<>(Map.<String, Object>of(
                "key", key,
                "project", project,
                "type", "json",
                "kind", "experiment",
                "name", "Name \"quoted\" <b>",
                "description", "Ünïcödé 🏳️\nsecond line",
                "variations",
                        List.of(
                                Map.of("name", "rich", "value", Map.of("deep", List.of(1, 2.5, Map.of("k", "v")))),
                                Map.of("name", "poor", "value", List.of()))));
        JsonNode made = admin.post("/api/v1/flags", wanted).expect(201).json();
        for (String field : List.of("name", "description", "kind", "type", "project")) {
            assertThat(made.get(field).asString()).isEqualTo(wanted.get(field));
        }
        assertThat(made.get("variations").get(0).get("value").toString()).isEqualTo("{\"deep\":[1,2.5,{\"k\":\"v\"}]}");
        assertThat(admin.get("/api/v1/flags/" + key).json()).isEqualTo(made);
    }

    @Test
    void pagesThroughAllFlagsOnceEach() {
        String project = TestServer.shared().newProject();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            String key = TestServer.newKey("paged");
            made.add(key);
            admin.post("/api/v1/flags", Map.of("key", key, "project", project, "type", "boolean", "kind", "release"))
                    .expect(201);
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = admin.get("/api/v1/flags?limit=3&project=" + project + cursor)
                    .expect(200)
                    .json();
            page.get("items")
                    .valueStream()
                    .forEach(flag -> seen.add(flag.get("key").asString()));
            cursor =
                    page.has("nextCursor") ? "&cursor=" + page.get("nextCursor").asString() : "";
        } while (!cursor.isEmpty());
        assertThat(seen).containsExactlyInAnyOrderElementsOf(made).isSorted();
    }

    @Test
    @Tag("S2")
    void aChangeWithoutTheVersionItIsBasedOnIsRefused() {
        String key = TestServer.shared().newFlag();
        admin.send("PUT", path(key), turned(key, true), Map.of()).problem(428, "precondition-required");
        admin.send("DELETE", "/api/v1/flags/" + key, null, Map.of()).problem(428, "precondition-required");
        assertThat(evaluate(key).get("reason").asString()).isEqualTo("DISABLED");
    }

    @Test
    @Tag("S2")
    void theSecondOfTwoPeopleIsToldWhatChanged() {
        String key = TestServer.shared().newFlag();
        String seen = admin.get(path(key)).etag();
        admin.put(path(key), seen, turned(key, true)).expect(200);

        Map<String, Object> second = turned(key, false);
        second.put("shedAt", 2);
        Answer refused =
                TestServer.shared().as("editor").put(path(key), seen, second).problem(412, "stale-version");

        JsonNode change = refused.json().get("changes").get(0);
        assertThat(change.get("field").asString()).isEqualTo("/on");
        assertThat(change.get("from").asBoolean()).isFalse();
        assertThat(change.get("to").asBoolean()).isTrue();
        assertThat(refused.json().get("changedBy").asString()).isEqualTo("admin");
        assertThat(refused.json().get("current").get("on").asBoolean()).isTrue();
        assertThat(admin.get(path(key)).json().has("shedAt")).isFalse();
    }

    @Test
    @Tag("S2")
    void everyKindOfResourceIsGuardedByItsVersion() {
        String flag = TestServer.shared().newFlag();
        String project = TestServer.shared().newProject();
        String other = TestServer.shared().newEnvironment();
        Map<String, Object> renamed = Map.of("name", "Renamed");
        Map<String, Map<String, Object>> changes = Map.of(
                "/api/v1/projects/" + project, renamed,
                "/api/v1/environments/" + other, renamed,
                "/api/v1/flags/" + flag,
                        Map.<String, Object>of(
                                "kind",
                                "permission",
                                "variations",
                                admin.get("/api/v1/flags/" + flag).json().get("variations")));
        changes.forEach((path, body) -> {
            String seen = admin.get(path).etag();
            Answer changed = admin.put(path, seen, body).expect(200);
            assertThat(changed.etag()).isNotEqualTo(seen).isNotEmpty();
            admin.put(path, seen, body).problem(412, "stale-version");
            admin.delete(path, seen).problem(412, "stale-version");
            admin.delete(path, admin.get(path).etag()).expect(204);
            admin.get(path).problem(404, "not-found");
        });
    }

    @Test
    void aVariationThatIsNoneIsNamedByTheFieldThatWasSent() {
        for (String field : List.of("onVariation", "offVariation")) {
            Answer refused = admin.post(
                            "/api/v1/flags",
                            Map.of(
                                    "key",
                                    TestServer.newKey("wrong"),
                                    "project",
                                    TestServer.shared().newProject(),
                                    "type",
                                    "boolean",
                                    "kind",
                                    "release",
                                    field,
                                    "maybe"))
                    .problem(400, "validation");
            assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("/" + field);
        }
    }

    @Test
    void anyTagOfAListWillDo() {
        String key = TestServer.shared().newFlag();
        String seen = admin.get(path(key)).etag();
        admin.put(path(key), "\"5000\", " + seen, turned(key, true)).expect(200);
    }

    @Test
    void aFlagCannotLoseAVariationThatItServes() {
        String key = TestServer.shared().newFlag();
        Answer flag = admin.get("/api/v1/flags/" + key);
        Map<String, Object> update =
                Map.of("kind", "release", "variations", List.of(Map.of("name", "on", "value", true)));
        admin.put("/api/v1/flags/" + key, flag.etag(), update).problem(400, "validation");
        assertThat(admin.get("/api/v1/flags/" + key).json().get("variations").size())
                .isEqualTo(2);
    }

    @Test
    void aNewEnvironmentHasEveryFlagTurnedOff() {
        String key = TestServer.shared().newFlag();
        turn(key, true).expect(200);
        String later = TestServer.shared().newEnvironment();
        assertThat(admin.get("/api/v1/flags/" + key + "/environments/" + later)
                        .json()
                        .get("on")
                        .asBoolean())
                .isFalse();
    }

    private Answer turn(String key, boolean on) {
        return admin.put(path(key), admin.get(path(key)).etag(), turned(key, on));
    }

    private Map<String, Object> turned(String key, boolean on) {
        JsonNode now = admin.get(path(key)).json();
        return new HashMap<>(Map.<String, Object>of(
                "on", on, "offVariation", now.get("offVariation"), "fallthrough", now.get("fallthrough")));
    }

    private static String path(String key) {
        return "/api/v1/flags/" + key + "/environments/" + environment;
    }

    private JsonNode evaluate(String key) {
        return admin.post("/api/v1/environments/" + environment + "/evaluations", Map.of("flag", key))
                .expect(200)
                .json();
    }

    private static JsonNode configuration(JsonNode flag) {
        return flag.get("configurations")
                .valueStream()
                .filter(one -> one.get("environment").asString().equals(environment))
                .findFirst()
                .orElseThrow();
    }
}

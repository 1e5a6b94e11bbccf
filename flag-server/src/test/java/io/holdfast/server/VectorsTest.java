package io.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.testpostgres.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the published vectors over REST: flags saved by management calls, answers asked for over HTTP. */
@Tag("E2")
class VectorsTest {
    private static final JsonMapper JSON = new JsonMapper();

    // Creating a flag raises the revision of every environment, so a server with few of them is quicker.
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(TestPostgres.freshDatabase());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static List<Path> files() throws Exception {
        Path directory = Path.of(
                VectorsTest.class.getResource("/evaluation-vectors/flags").toURI());
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    @Test
    void thereAreVectors() throws Exception {
        assertThat(files()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void answersOverRestAreThoseOfTheVectors(Path file) throws Exception {
        JsonNode vectors = JSON.readTree(Files.readAllBytes(file));
        String environment = server.newEnvironment();
        create(vectors.get("ruleset").get("flags"), environment);

        int shedLevel = 0;
        List<String> wrong = new ArrayList<>();
        for (JsonNode one : byShedLevel(vectors.get("cases"))) {
            int wanted = one.path("shedLevel").asInt(0);
            if (wanted > shedLevel) {
                shed(environment, wanted);
                shedLevel = wanted;
            }
            check(environment, one, wrong);
        }
        assertThat(wrong).isEmpty();
    }

    private static List<JsonNode> byShedLevel(JsonNode cases) {
        return cases.valueStream()
                .sorted(Comparator.comparingInt(one -> one.path("shedLevel").asInt(0)))
                .toList();
    }

    private static void create(JsonNode flags, String environment) {
        Api admin = server.admin();
        String project = server.newProject();
        for (Map.Entry<String, JsonNode> entry : flags.properties()) {
            JsonNode flag = entry.getValue();
            Map<String, Object> created = new LinkedHashMap<>();
            created.put("key", entry.getKey());
            created.put("project", project);
            created.put("type", flag.get("type"));
            created.put("kind", flag.get("kind"));
            created.put("variations", flag.get("variations"));
            admin.post("/api/v1/flags", created).expect(201);

            String path = "/api/v1/flags/" + entry.getKey() + "/environments/" + environment;
            Map<String, Object> configured = new LinkedHashMap<>();
            for (String field : List.of("on", "offVariation", "fallthrough", "shedAt", "shedVariation")) {
                if (flag.has(field)) {
                    configured.put(field, flag.get(field));
                }
            }
            admin.put(path, admin.get(path).etag(), configured).expect(200);
        }
    }

    private static void shed(String environment, int level) {
        server.admin()
                .post(
                        "/api/v1/environments/" + environment + "/holds",
                        Map.<String, Object>of("stage", "OFF", "shedLevel", level, "reason", "vectors"))
                .expect(201);
    }

    private static void check(String environment, JsonNode one, List<String> wrong) {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("flag", one.get("flag"));
        question.put("type", one.get("type"));
        if (one.has("context")) {
            question.put("context", one.get("context"));
        }
        JsonNode answer = server.admin()
                .post("/api/v1/environments/" + environment + "/evaluations", question)
                .expect(200)
                .json();
        for (String field : List.of("reason", "variation", "errorCode", "value")) {
            JsonNode expected = one.get("expect").get(field);
            if (!same(expected, answer.get(field))) {
                wrong.add(one.get("name").asString() + ": " + field + " " + expected + " but " + answer);
            }
        }
    }

    private static boolean same(JsonNode expected, JsonNode actual) {
        if (expected == null || actual == null) {
            return expected == actual;
        }
        return expected.equals(NUMBERS_BY_VALUE, actual);
    }

    private static final Comparator<JsonNode> NUMBERS_BY_VALUE = (one, other) ->
            one.isNumber() && other.isNumber() && one.asDouble() == other.asDouble() ? 0 : one.equals(other) ? 0 : 1;
}

package io.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.testpostgres.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the published vectors over REST: flags saved by management calls, answers asked for over HTTP. */
@Tag("E2")
class VectorsTest {
    private static final JsonMapper JSON = new JsonMapper();

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
        List<Path> found = new ArrayList<>();
        for (String folder : List.of("flags", "rules")) {
            Path directory = Path.of(VectorsTest.class
                    .getResource("/evaluation-vectors/" + folder)
                    .toURI());
            try (Stream<Path> files = Files.list(directory)) {
                files.sorted().forEach(found::add);
            }
        }
        return found;
    }

    @Test
    void thereAreVectors() throws Exception {
        assertThat(files()).isNotEmpty();
    }

    /** All in one environment, since each change loads every environment; the shed level can only rise. */
    @Test
    void answersOverRestAreThoseOfTheVectors() throws Exception {
        String environment = server.newEnvironment();
        List<JsonNode> cases = new ArrayList<>();
        for (Path file : files()) {
            JsonNode vectors = JSON.readTree(Files.readAllBytes(file));
            create(vectors.get("ruleset"), environment);
            vectors.get("cases").forEach(cases::add);
        }
        cases.sort(Comparator.comparingInt(VectorsTest::shedLevel));

        int shedLevel = 0;
        List<String> wrong = new ArrayList<>();
        for (JsonNode one : cases) {
            if (shedLevel(one) > shedLevel) {
                shedLevel = shedLevel(one);
                shed(environment, shedLevel);
            }
            check(environment, one, wrong);
        }
        assertThat(wrong).isEmpty();
    }

    private static int shedLevel(JsonNode one) {
        return one.path("shedLevel").asInt(0);
    }

    private static void create(JsonNode ruleset, String environment) {
        String project = server.newProject();
        for (String segment : referredToFirst(ruleset.path("segments"), VectorsTest::nestedSegments)) {
            Map<String, Object> created = fields(ruleset.get("segments").get(segment), "included", "excluded", "rules");
            created.put("key", segment);
            created.put("project", project);
            server.admin().post("/api/v1/segments", created).expect(201);
        }
        JsonNode flags = ruleset.get("flags");
        for (String flag : referredToFirst(flags, VectorsTest::prerequisites)) {
            Map<String, Object> created = fields(flags.get(flag), "type", "kind", "variations");
            created.put("key", flag);
            created.put("project", project);
            server.admin().post("/api/v1/flags", created).expect(201);
            configure(flag, environment, flags.get(flag));
        }
    }

    private static void configure(String flag, String environment, JsonNode wanted) {
        String path = "/api/v1/flags/" + flag + "/environments/" + environment;
        Map<String, Object> configured = fields(
                wanted,
                "on",
                "offVariation",
                "fallthrough",
                "prerequisites",
                "targets",
                "rules",
                "shedAt",
                "shedVariation");
        server.admin().put(path, server.admin().get(path).etag(), configured).expect(200);
    }

    private static Map<String, Object> fields(JsonNode node, String... names) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name : names) {
            if (node.has(name)) {
                fields.put(name, node.get(name));
            }
        }
        return fields;
    }

    private static Stream<String> prerequisites(JsonNode flag) {
        return flag.path("prerequisites")
                .valueStream()
                .map(one -> one.get("flag").asString());
    }

    private static Stream<String> nestedSegments(JsonNode segment) {
        return segment.path("rules")
                .valueStream()
                .flatMap(rule -> rule.get("clauses").valueStream())
                .filter(clause -> clause.get("operator").asString().equals("inSegment"))
                .flatMap(clause -> clause.get("values").valueStream())
                .map(JsonNode::asString);
    }

    /** The keys of {@code things} in an order in which each can be saved: what it refers to exists before it. */
    private static Collection<String> referredToFirst(JsonNode things, Function<JsonNode, Stream<String>> references) {
        Set<String> ordered = new LinkedHashSet<>();
        things.propertyNames().forEach(key -> addAfterItsReferences(key, things, references, ordered));
        return ordered;
    }

    private static void addAfterItsReferences(
            String key, JsonNode things, Function<JsonNode, Stream<String>> references, Set<String> ordered) {
        if (!ordered.contains(key)) {
            references.apply(things.get(key)).forEach(one -> addAfterItsReferences(one, things, references, ordered));
            ordered.add(key);
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
        for (String field : List.of("reason", "variation", "errorCode", "value", "rule")) {
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

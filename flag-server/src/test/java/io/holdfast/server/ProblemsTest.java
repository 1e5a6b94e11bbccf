package io.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.server.problem.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input: a problem with a stable type that names the field, and nothing half written. */
@Tag("S3")
class ProblemsTest {
    private static final String FLAGS = "/api/v1/flags";
    private static String project;
    private static String environment;

    private final Api admin = TestServer.shared().admin();

    @BeforeAll
    static void prepare() {
        project = TestServer.shared().newProject();
        environment = TestServer.shared().newEnvironment();
    }

    static Stream<Arguments> invalidBodies() {
        String flag = "'project': 'PROJECT', 'kind': 'release', 'key': 'refused'";
        return Stream.of(
                body("an unknown field", FLAGS, "{" + flag + ", 'type': 'boolean', 'colour': 'red'}", "/colour"),
                body("a number as text", FLAGS, "{" + flag + ", 'type': 'boolean', 'name': 7}", "/name"),
                body("an unknown type", FLAGS, "{" + flag + ", 'type': 'colour'}", "/type"),
                body("no type", FLAGS, "{" + flag + "}", "/type"),
                body("null as a field", FLAGS, "{" + flag + ", 'type': null}", "/type"),
                body(
                        "no such project",
                        FLAGS,
                        "{'project': 'nowhere', 'kind': 'release', 'key': 'refused', " + "'type': 'boolean'}",
                        "/project"),
                body("a list as text", FLAGS, "{" + flag + ", 'type': 'boolean', 'description': []}", "/description"),
                body(
                        "a value of another type",
                        FLAGS,
                        "{" + flag + ", 'type': 'number', 'variations': "
                                + "[{'name': 'a', 'value': 1}, {'name': 'b', 'value': 'two'}]}",
                        "/variations/1/value"),
                body(
                        "a variation named twice",
                        FLAGS,
                        "{" + flag + ", 'type': 'number', 'variations': "
                                + "[{'name': 'a', 'value': 1}, {'name': 'a', 'value': 2}]}",
                        "/variations/1/name"),
                body(
                        "an unknown field far inside",
                        FLAGS,
                        "{" + flag + ", 'type': 'number', 'variations': " + "[{'name': 'a', 'value': 1, 'size': 2}]}",
                        "/variations/0/size"),
                body(
                        "a text over its limit",
                        "/api/v1/projects",
                        "{'key': 'refused', 'name': '" + "x".repeat(201) + "'}",
                        "/name"),
                body("an empty name", "/api/v1/projects", "{'key': 'refused', 'name': ''}", "/name"),
                body("a hold without a reason", "HOLDS", "{'stage': 'ENFORCE'}", "/reason"),
                body("a hold that holds nothing", "HOLDS", "{'stage': 'OFF', 'reason': 'x'}", "/stage"),
                body("a level out of range", "HOLDS", "{'shedLevel': 5, 'reason': 'x'}", "/shedLevel"),
                body("a fraction of a level", "HOLDS", "{'shedLevel': 1.5, 'reason': 'x'}", "/shedLevel"),
                body(
                        "an end in the past",
                        "HOLDS",
                        "{'reason': 'x', 'expiresAt': '2020-01-01T00:00:00Z'}",
                        "/expiresAt"),
                body(
                        "nothing in a list",
                        "HOLDS",
                        "{'reason': 'x', 'scope': {'applications': [null]}}",
                        "/scope/applications/0"),
                body(
                        "no variation in a list",
                        FLAGS,
                        "{" + flag + ", 'type': 'boolean', 'variations': [null]}",
                        "/variations/0"),
                body("no time at all", "HOLDS", "{'reason': 'x', 'expiresAt': 'soon'}", "/expiresAt"),
                body("a link that is none", "HOLDS", "{'reason': 'x', 'incident': 'javascript:alert(1)'}", "/incident"),
                body(
                        "a key inside a list",
                        "HOLDS",
                        "{'reason': 'x', 'scope': {'applications': ['ok', 'NOT OK']}}",
                        "/scope/applications/1"));
    }

    private static Arguments body(String what, String path, String body, String field) {
        return Arguments.of(what, path, body.replace('\'', '"'), field);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalidBodies")
    void namesTheFieldAndWritesNothing(String what, String path, String body, String field) {
        List<String> before = rows();

        Answer answer = admin.post(
                path.replace("HOLDS", "/api/v1/environments/" + environment + "/holds"),
                body.replace("PROJECT", project));

        answer.problem(400, "validation");
        assertThat(answer.fields()).as(answer.text()).contains(field);
        assertThat(rows()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "-a", ".a", "_a", "a b", "a/b", "ä", "a\\nb", "a%20"})
    void refusesKeysThatAreNone(String key) {
        String body = "{\"key\": \"" + key + "\", \"name\": \"x\"}";
        assertThat(admin.post("/api/v1/projects", body)
                        .problem(400, "validation")
                        .fields())
                .contains("/key");
    }

    @Test
    void takesTheLongestKeyAndRefusesALongerOne() {
        String longest = TestServer.newKey("k") + "-" + "x".repeat(100);
        Map<String, Object> body = Map.of("key", longest.substring(0, 100), "name", "x");
        admin.post("/api/v1/projects", body).expect(201);
        admin.post("/api/v1/projects", Map.of("key", longest.substring(0, 101), "name", "x"))
                .problem(400, "validation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"key\": \"a\" \"name\"}", "{\"key\": tru", "\u0000", "text"})
    void refusesBodiesThatAreNoObject(String body) {
        Answer answer = admin.post("/api/v1/projects", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("type").asString())
                .isIn("urn:holdfast:problem:malformed-body", "urn:holdfast:problem:validation");
    }

    @Test
    void namesAKeyThatStandsTwiceInABody() {
        admin.post("/api/v1/projects", "{\"key\": \"twice\", \"name\": \"a\", \"name\": \"b\"}")
                .expect(400);
    }

    @Test
    void refusesABodyOverTheLimitWhetherOrNotItSaysItsLength() {
        String huge = "{\"key\": \"huge\", \"name\": \"" + "x".repeat(3_000_000) + "\"}";
        admin.post("/api/v1/projects", huge).problem(413, "payload-too-large");
        assertThat(admin.get("/api/v1/projects/huge").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"reason\": \"a\\u0000\"", "\"reason\": \"x\", \"expiresAt\": \"+999999999-01-01T00:00:00Z\""})
    void refusesWhatTheDatabaseCannotHold(String fields) {
        List<String> before = rows();
        admin.post("/api/v1/environments/" + environment + "/holds", "{" + fields + "}")
                .problem(400, "validation");
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void saysWhatIsNotThere() {
        admin.get("/api/v1/flags/no-such-flag").problem(404, "not-found");
        admin.get("/api/v1/environments/no-such-environment").problem(404, "not-found");
        admin.get("/api/v1/environments/" + environment + "/holds/" + new java.util.UUID(0, 0))
                .problem(404, "not-found");
        admin.get("/api/v1/flags/" + TestServer.shared().newFlag() + "/environments/nowhere")
                .problem(404, "not-found");
    }

    @Test
    void saysWhatMediaTypesItTakes() {
        admin.send("POST", "/api/v1/projects", "key=a", Map.of("Content-Type", "application/x-www-form-urlencoded"))
                .problem(415, "unsupported-media-type");
        admin.send("GET", "/api/v1/projects", null, Map.of("Accept", "image/png"))
                .problem(406, "not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "limit=many", "cursor=%00", "limit=99999999999"})
    void refusesPagesThatAreNone(String query) {
        Answer answer = admin.get(FLAGS + "?" + query).problem(400, "validation");
        assertThat(answer.fields()).containsExactly(query.split("=", 2)[0]);
    }

    @Test
    void saysWhatCollides() {
        String key = TestServer.shared().newProject();
        admin.post("/api/v1/projects", Map.of("key", key, "name", "again")).problem(409, "conflict");
        String flag = TestServer.shared().newFlag();
        admin.post(FLAGS, Map.of("key", flag, "project", project, "type", "boolean", "kind", "release"))
                .problem(409, "conflict");
    }

    @Test
    void keepsAProjectThatHasFlags() {
        String flag = TestServer.shared().newFlag();
        String of = admin.get(FLAGS + "/" + flag).json().get("project").asString();
        Answer found = admin.get("/api/v1/projects/" + of);
        admin.delete("/api/v1/projects/" + of, found.etag()).problem(409, "conflict");
        admin.get(FLAGS + "/" + flag).expect(200);
    }

    @Test
    void everyTypeIsDescribed() {
        String described = new Contract()
                .resolve(Contract.reference("Problem"))
                .at("/properties/type/description")
                .asString();
        assertThat(Stream.of(ProblemType.values()).map(ProblemType::uri))
                .allSatisfy(
                        uri -> assertThat(described).contains("`" + uri.replace("urn:holdfast:problem:", "") + "`"));
    }

    /** What the database holds, and where its revision is. */
    private static List<String> rows() {
        return TestServer.shared()
                .query("select 'flags ' || count(*) from flag union all select 'projects ' || count(*) from project"
                        + " union all select 'holds ' || count(*) from hold union all select 'audit ' || count(*) from audit"
                        + " union all select 'log ' || count(*) from change_log"
                        + " union all select key || ' ' || revision from environment order by 1");
    }
}

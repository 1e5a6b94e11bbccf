package io.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Query parameters and headers: what is wrong with one is said by its name, and nothing is guessed. */
@Tag("S3")
class ParametersTest {
    private final TestServer server = TestServer.shared();
    private final Api admin = server.admin();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q=%00", "q=a%00b", "q=%ff", "q=%C3", "q=%ed%a0%80", "q=a&q=b", "project=a&project=a", "limit=",
                        "limit=%2B5",
                "limit=0x10", "limit=1.5", "limit=201", "limit=0", "limit=-1", "limit=%D9%A1", "cursor=zzz", "cursor=",
                        "cursor=YQ",
                "cursor=__", "cursor=*", "unknown=1", "Limit=1", "page=2"
            })
    void namesTheParameterThatCannotBeTaken(String query) {
        Answer answer = admin.get("/api/v1/flags?" + query).problem(400, "validation");
        assertThat(answer.fields()).containsExactly(query.split("=", 2)[0]);
    }

    @Test
    void refusesAQueryThatCannotBeRead() {
        for (String query : List.of("q=%zz", "q=%", "%zz=1", "=1", "a=1&".repeat(1500))) {
            Answer answer = RawRequest.get(server, "/api/v1/flags?" + query).problem(400, "validation");
            assertThat(answer.fields()).hasSize(1);
        }
    }

    @Test
    void newerSdksMaySendParametersOfTheirOwnButNoneThatCannotBeRead() {
        Api sdk = server.bearer(server.sdkKey(server.newEnvironment()));
        sdk.get("/sdk/v1/ruleset?later=1").expect(200);
        sdk.get("/sdk/v1/ruleset?later=%ff").problem(400, "validation");
    }

    @Test
    void refusesACursorOfAnotherList() {
        String environment = server.newEnvironment();
        String holds = "/api/v1/environments/" + environment + "/holds";
        server.newFlag();
        server.newFlag();
        admin.post(holds, Map.of("reason", "x")).expect(201);
        admin.post(holds, Map.of("reason", "x")).expect(201);
        List<String> lists = List.of("/api/v1/flags", "/api/v1/projects", holds);
        for (String from : lists) {
            String cursor =
                    admin.get(from + "?limit=1").json().get("nextCursor").asString();
            for (String to : lists) {
                Answer answer = admin.get(to + "?limit=1&cursor=" + cursor);
                if (from.equals(to)) {
                    answer.expect(200);
                } else {
                    assertThat(answer.problem(400, "validation").fields()).containsExactly("cursor");
                }
            }
            refusedEverywhere(lists, tampered(cursor, "\u0000"));
        }
        String elsewhere = "/api/v1/environments/" + server.newEnvironment() + "/holds";
        String cursor = admin.get(holds + "?limit=1").json().get("nextCursor").asString();
        admin.get(elsewhere + "?cursor=" + cursor).problem(400, "validation");
    }

    private void refusedEverywhere(List<String> lists, String cursor) {
        for (String list : lists) {
            assertThat(admin.get(list + "?cursor=" + cursor)
                            .problem(400, "validation")
                            .fields())
                    .containsExactly("cursor");
        }
    }

    private static String tampered(String cursor, String end) {
        byte[] position = (new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8) + end)
                .getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position);
    }

    @Test
    void namesAHeaderAsItIsSent() {
        String project = server.newProject();
        Answer answer = admin.put("/api/v1/projects/" + project, "\"" + "9".repeat(200) + "\"", Map.of("name", "x"));
        assertThat(answer.problem(400, "validation").fields()).containsExactly("If-Match");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-1-1-1-1", "x", "00000000000000000000000000000001"})
    void refusesAnIdThatIsNone(String id) {
        assertThat(admin.delete("/api/v1/tokens/" + id, "*")
                        .problem(400, "validation")
                        .fields())
                .containsExactly("token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-1-1-1-1", "AAAAAAAAAAAAAAAAAAAAAA=="})
    void refusesAnInstanceWhoseIdIsNone(String id) {
        Map<String, Object> report = Map.of("instance", Map.of("id", id, "application", "shop"));
        assertThat(server.bearer(server.sdkKey(server.newEnvironment()))
                        .post("/sdk/v1/reports", report)
                        .problem(400, "validation")
                        .fields())
                .containsExactly("/instance/id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sdk/v1/stream", "/api/v1/events"})
    void aStreamHasNoHead(String path) {
        Api caller = path.startsWith("/sdk/") ? server.bearer(server.sdkKey(server.newEnvironment())) : admin;
        Answer answer = caller.sendUnchecked("HEAD", path, null, Map.of()).expect(405);
        assertThat(answer.header("Allow")).isEqualTo("GET");
    }

    @Test
    void whoMayReadMayAskForTheHeadOnly() {
        String project = "/api/v1/projects/" + server.newProject();
        Answer head = server.as("viewer")
                .sendUnchecked("HEAD", project, null, Map.of())
                .expect(200);
        assertThat(head.etag()).isEqualTo(admin.get(project).etag());
        server.as("viewer")
                .sendUnchecked("HEAD", "/api/v1/tokens", null, Map.of())
                .expect(403);
        server.anonymous().sendUnchecked("HEAD", project, null, Map.of()).expect(401);
    }

    @Test
    void saysWhichMethodsThereAre() {
        Answer answer = admin.send("PATCH", "/api/v1/projects", null, Map.of()).problem(405, "method-not-allowed");
        assertThat(answer.header("Allow").split(", ?", -1)).containsExactlyInAnyOrder("GET", "POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data; boundary=x",
                "multipart/form-data",
                "text/plain",
                "garbage",
                "application/json; charset=utf-16",
                "application/json; charset=iso-8859-1",
                "application/json; charset=bogus"
            })
    void saysWhichMediaTypeItTakes(String type) {
        admin.send("POST", "/api/v1/projects", "{\"key\": \"typed\", \"name\": \"x\"}", Map.of("Content-Type", type))
                .problem(415, "unsupported-media-type");
    }
}

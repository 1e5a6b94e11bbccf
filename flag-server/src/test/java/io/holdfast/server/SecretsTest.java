package io.holdfast.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Keys and tokens: shown once, kept as a hash, and worth nothing from the moment they are revoked. */
@Tag("S5")
@ExtendWith(OutputCaptureExtension.class)
class SecretsTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    enum Kind {
        SDK_KEY,
        TOKEN
    }

    /** A key or token that was just made. */
    private record Made(Kind kind, String environment, String id, String secret) {
        static Made of(Kind kind) {
            String environment = SERVER.newEnvironment();
            Map<String, Object> wanted =
                    kind == Kind.SDK_KEY ? Map.of("name", "checkout") : Map.of("name", "deploy", "role", "viewer");
            JsonNode made = SERVER.admin()
                    .post(list(kind, environment), wanted)
                    .expect(201)
                    .json();
            return new Made(
                    kind,
                    environment,
                    made.get("id").asString(),
                    made.get("secret").asString());
        }

        private static String list(Kind kind, String environment) {
            return kind == Kind.SDK_KEY ? "/api/v1/environments/" + environment + "/sdk-keys" : "/api/v1/tokens";
        }

        String list() {
            return list(kind, environment);
        }

        Answer use() {
            return SERVER.bearer(secret).get(kind == Kind.SDK_KEY ? "/sdk/v1/ruleset" : "/api/v1/environments");
        }

        Answer revoke() {
            return SERVER.admin().delete(list() + "/" + id, "");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isShownOnce(Kind kind) {
        Made made = Made.of(kind);
        made.use().expect(200);
        Answer list = SERVER.admin().get(made.list()).expect(200);
        assertThat(list.text()).contains(made.id()).doesNotContain(made.secret());
        assertThat(list.json().get("items").valueStream()).noneMatch(item -> item.has("secret"));
    }

    @ParameterizedTest
    @EnumSource
    void onlyItsHashIsKept(Kind kind) throws Exception {
        Made made = Made.of(kind);
        made.use().expect(200);
        made.revoke().expect(204);

        assertThat(tablesWith(made.secret())).isEmpty();
        assertThat(tablesWith(HexFormat.of().formatHex(made.secret().getBytes(UTF_8))))
                .isEmpty();
        // The search finds what is there: its beginning, which tells keys apart, in the list and in the audit.
        assertThat(tablesWith(made.secret().substring(0, 12))).containsExactlyInAnyOrder("token", "audit");

        byte[] hash = MessageDigest.getInstance("SHA-256").digest(made.secret().getBytes(UTF_8));
        assertThat(SERVER.query("select encode(hash, 'hex') from token where id = '" + made.id() + "'"))
                .containsExactly(HexFormat.of().formatHex(hash));
    }

    @Test
    void passwordsAreKeptHashed() {
        assertThat(tablesWith(TestServer.PASSWORD)).isEmpty();
        assertThat(SERVER.query("select password_hash from account")).allMatch(hash -> hash.startsWith("{bcrypt}$2"));
    }

    @ParameterizedTest
    @EnumSource
    void isWorthNothingOnceItIsRevoked(Kind kind) {
        Made made = Made.of(kind);
        made.use().expect(200);
        made.revoke().expect(204);
        made.use().problem(401, "unauthenticated");
        made.revoke().problem(409, "conflict");
    }

    @ParameterizedTest
    @EnumSource
    void leavesNoSessionBehindThatWouldOutliveIt(Kind kind) {
        Made made = Made.of(kind);
        assertThat(made.use().expect(200).headers().allValues("Set-Cookie"))
                .noneMatch(cookie -> cookie.startsWith("HOLDFAST_SESSION"));
    }

    @Test
    void isRevokedOnlyWhereItBelongs() {
        Made made = Made.of(Kind.SDK_KEY);
        String elsewhere = SERVER.newEnvironment();
        SERVER.admin()
                .delete("/api/v1/environments/" + elsewhere + "/sdk-keys/" + made.id(), "")
                .problem(404, "not-found");
        SERVER.admin().delete("/api/v1/tokens/" + made.id(), "").problem(404, "not-found");
        made.use().expect(200);
    }

    @Test
    void anOpenStreamEndsWithItsKeyAndNoOther() throws Exception {
        Made made = Made.of(Kind.SDK_KEY);
        String other = SERVER.sdkKey(made.environment());
        try (EventLog stream = open(SERVER, made.secret());
                EventLog stays = open(SERVER, other)) {
            made.revoke().expect(204);
            await().atMost(PATIENCE).until(stream::ended);
            assertThat(stays.ended()).isFalse();
        }
    }

    @Test
    void anOpenStreamEndsWithItsEnvironment() throws Exception {
        Made made = Made.of(Kind.SDK_KEY);
        try (EventLog stream = open(SERVER, made.secret())) {
            SERVER.admin()
                    .delete("/api/v1/environments/" + made.environment(), "*")
                    .expect(204);
            await().atMost(PATIENCE).until(stream::ended);
        }
        made.use().problem(401, "unauthenticated");
    }

    @Test
    void otherNodesHearOfARevocationToo() throws Exception {
        Made made = Made.of(Kind.SDK_KEY);
        try (TestServer node = TestServer.start(SERVER.database());
                EventLog stream = open(node, made.secret())) {
            node.bearer(made.secret()).get("/sdk/v1/ruleset").expect(200);
            made.revoke().expect(204);
            await().atMost(PATIENCE).until(stream::ended);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            node.bearer(made.secret()).get("/sdk/v1/ruleset").expect(401));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNeverLogged(Kind kind, CapturedOutput output) {
        Made made = Made.of(kind);
        made.use().expect(200);
        // Where it does not belong, and mangled.
        SERVER.bearer(made.secret()).post("/api/v1/tokens", Map.of()).expect(403);
        SERVER.bearer(made.secret() + "x").get("/api/v1/flags").expect(401);
        made.revoke().expect(204);
        made.use().expect(401);
        LoggerFactory.getLogger(SecretsTest.class).info("This is captured");
        assertThat(output.getAll()).contains("This is captured").doesNotContain(made.secret());
    }

    private static EventLog open(TestServer server, String key) throws Exception {
        EventLog stream = EventLog.open(server.uri(), key, "");
        await().atMost(PATIENCE).until(() -> !stream.events("put").isEmpty());
        return stream;
    }

    /** The tables in which some column of some row contains {@code text}. */
    private static List<String> tablesWith(String text) {
        return SERVER.query("select table_name from information_schema.tables where table_schema = 'public'").stream()
                .filter(table -> !SERVER.query("select 1 from \"" + table + "\" found where strpos(found::text, '"
                                + text + "') > 0 limit 1")
                        .isEmpty())
                .toList();
    }
}

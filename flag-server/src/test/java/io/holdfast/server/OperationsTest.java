package io.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.testpostgres.TestPostgres;
import io.holdfast.testpostgres.TestPostgres.Database;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What those who run the server see: its first start, health, metrics, logs and headers. */
@ExtendWith(OutputCaptureExtension.class)
class OperationsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern PRINTED = Pattern.compile("username\\s+(\\S+)\\s+password\\s+(\\S+)");

    @Test
    void theFirstStartMakesWhatIsNeededAndTheNextFindsItThere(CapturedOutput output) throws Exception {
        Database database = TestPostgres.freshDatabase();
        int start = output.getOut().length();
        String[] account;
        List<String> flags;
        try (TestServer first = TestServer.start(database, "holdfast.admin.password", "holdfast.sample-data=true")) {
            account = printed(output.getOut().substring(start));
            signIn(first, account[0], account[1]).expect(200);
            assertThat(first.query("select key from environment order by key"))
                    .containsExactly("production", "staging");

            TestPostgres.execute(database, "delete from flag where key = 'theme'");
            flags = first.query("select key || version from flag order by key");
            assertThat(flags).isNotEmpty();
        }
        int before = output.getOut().length();

        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            // No ruleset can be loaded as long as this lock is held.
            connection.setAutoCommit(false);
            statement.execute("lock table environment in access exclusive mode");
            try (TestServer second = TestServer.launch(
                    database, "holdfast.admin.password=another-password", "holdfast.sample-data=true")) {
                Api probe = second.anonymous();
                probe.get("/actuator/health/liveness").expect(200);
                assertThat(probe.get("/actuator/health/readiness").expect(503).text())
                        .isEqualTo("{\"status\":\"OUT_OF_SERVICE\"}");
                connection.rollback();
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> probe.get("/actuator/health/readiness").expect(200));

                assertThat(second.query("select username from account")).containsExactly("admin");
                signIn(second, account[0], account[1]).expect(200);
                signIn(second, "admin", "another-password").expect(401);
                assertThat(second.query("select key || version from flag order by key"))
                        .isEqualTo(flags);
                assertThat(output.getOut().substring(before)).doesNotContain("First start", account[1]);
            }
        }
    }

    /** In a process of its own: how a JVM logs is decided once. */
    @Test
    @Timeout(180)
    void logsOneJsonObjectALineWhenAskedTo() throws Exception {
        Database database = TestPostgres.freshDatabase();
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldfastServer.class.getName(),
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--spring.datasource.url=" + database.url(),
                        "--spring.datasource.username=" + database.username(),
                        "--spring.datasource.password=" + database.password(),
                        "--logging.structured.format.console=ecs")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = server.inputReader(StandardCharsets.UTF_8)) {
            String message = "";
            while (!message.contains("First start")) {
                JsonNode line = JSON.readTree(lines.readLine());
                assertThat(line.has("@timestamp")).isTrue();
                assertThat(line.at("/log/level").asString()).isNotEmpty();
                assertThat(line.at("/service/name").asString()).isEqualTo("holdfast");
                message = line.get("message").asString();
            }
            printed(message);
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void aWeakPasswordIsSaidClearlyAndNotRepeated(CapturedOutput output) {
        Database database = TestPostgres.freshDatabase();
        assertThatThrownBy(() -> TestServer.start(database, "holdfast.admin.password=hunter2"))
                .isInstanceOf(Exception.class);
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START", "holdfast.admin.password must have 8 to 200 characters")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"liveness", "readiness"})
    void tellsProbesThatItIsWellAndNothingElse(String probe) {
        Answer answer = TestServer.shared().anonymous().get("/actuator/health/" + probe);
        assertThat(answer.expect(200).text()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void countsStreamsEvaluationsAndRefusals() throws Exception {
        TestServer server = TestServer.shared();
        String environment = server.newEnvironment();
        String key = server.sdkKey(environment);
        String flag = server.newFlag();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(server.bearer(key)
                                .get("/sdk/v1/ruleset")
                                .json()
                                .get("flags")
                                .has(flag))
                        .isTrue());
        try (EventLog stream = EventLog.open(server.uri(), key, "")) {
            await().atMost(PATIENCE).until(() -> !stream.events("put").isEmpty());
            server.bearer(key).post("/sdk/v1/reports", report(flag)).expect(204);

            String metrics =
                    server.anonymous().get("/actuator/prometheus").expect(200).text();
            assertThat(sample(metrics, "holdfast_streams", "")).isGreaterThanOrEqualTo(1);
            assertThat(sample(metrics, "holdfast_evaluations_total", environment, flag))
                    .isEqualTo(7);
            assertThat(sample(metrics, "holdfast_evaluations_total", environment, "unknown"))
                    .isEqualTo(3);
            assertThat(sample(metrics, "holdfast_refusals_total", environment, "ENFORCE"))
                    .isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/beans",
                "/configprops",
                "/env",
                "/heapdump",
                "/info",
                "/loggers",
                "/mappings",
                "/metrics",
                "/shutdown",
                "/threaddump"
            })
    void everyOtherActuatorEndpointIsClosed(String endpoint) {
        TestServer server = TestServer.shared();
        server.anonymous().get("/actuator" + endpoint).problem(401, "unauthenticated");
        server.as("admin").get("/actuator" + endpoint).problem(403, "forbidden");
        server.as("admin").post("/actuator" + endpoint, "{}").problem(403, "forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/flags/some-flag", "/sign-in", "/openapi.yaml", "/api/v1/session", "/no-such-page"})
    void everyAnswerTellsBrowsersToTrustNothingElse(String path) {
        Answer answer = TestServer.shared().anonymous().get(path);
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContainPattern("script-src[^;]*unsafe");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/flags/some-flag", "/sign-in"})
    void servesTheConsole(String path) {
        Answer answer = TestServer.shared().anonymous().get(path).expect(200);
        assertThat(answer.mediaType()).isEqualTo("text/html");
        assertThat(answer.text()).contains("<script").doesNotContainPattern("<script>|onclick=");
    }

    @Test
    void servesItsDescription() {
        Answer answer = TestServer.shared().anonymous().get("/openapi.yaml").expect(200);
        assertThat(answer.mediaType()).isEqualTo("application/yaml");
        assertThat(answer.text()).startsWith("openapi: 3.1").contains("/api/v1/flags:");
    }

    /** The name and password that the first start printed, once. */
    private static String[] printed(String output) {
        List<MatchResult> found = PRINTED.matcher(output).results().toList();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).group(2)).hasSizeGreaterThanOrEqualTo(20);
        return new String[] {found.get(0).group(1), found.get(0).group(2)};
    }

    private static Answer signIn(TestServer server, String username, String password) {
        Api browser = server.anonymous();
        browser.get("/api/v1/session").expect(401);
        return browser.post("/api/v1/session", Map.of("username", username, "password", password));
    }

    private static Map<String, Object> report(String flag) {
        return Map.<String, Object>of(
                "instance",
                Map.of("id", UUID.randomUUID().toString(), "application", "listings"),
                "evaluations",
                List.of(Map.of("flag", flag, "count", 7), Map.of("flag", "no-such-flag", "count", 3)),
                "refusals",
                List.of(Map.of("route", "/book", "method", "POST", "stage", "ENFORCE", "count", 2)));
    }

    /** The value of the one sample whose line has all of {@code labels}. */
    private static double sample(String metrics, String name, String... labels) {
        List<String> lines = metrics.lines()
                .filter(line -> line.startsWith(name))
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .toList();
        assertThat(lines).as(metrics).hasSize(1);
        return Double.parseDouble(lines.get(0).substring(lines.get(0).lastIndexOf(' ') + 1));
    }
}

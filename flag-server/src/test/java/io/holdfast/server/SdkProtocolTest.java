package io.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.client.FlagClient;
import io.holdfast.engine.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What an SDK gets and says, by hand and with the real client. */
class SdkProtocolTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final TestServer server = TestServer.shared();
    private String environment;
    private String path;
    private String key;

    @BeforeEach
    void newEnvironment() {
        environment = server.newEnvironment();
        path = "/api/v1/environments/" + environment;
        key = server.sdkKey(environment);
    }

    @Test
    void aRulesetIsSentOnceAndThenOnlyWhenItChanged() {
        Api sdk = server.bearer(key);
        Answer first = sdk.get("/sdk/v1/ruleset").expect(200);
        assertThat(first.json().get("environment").asString()).isEqualTo(environment);
        assertThat(Instant.parse(first.header("Holdfast-Server-Time"))).isNotNull();

        Map<String, String> seen = Map.of("If-None-Match", first.etag());
        assertThat(sdk.send("GET", "/sdk/v1/ruleset", null, seen).expect(304).text())
                .isEmpty();
        hold();
        assertThat(sdk.send("GET", "/sdk/v1/ruleset", null, seen).expect(200).etag())
                .isNotEqualTo(first.etag());
    }

    @Test
    void aStreamBeginsWithTheTimeAndTheRulesetAndGoesOnWithEachChange() throws Exception {
        try (EventLog stream = EventLog.open(server.uri(), key, "")) {
            await().atMost(SOON).until(() -> stream.revisions().size() == 1);
            JsonNode heartbeat = stream.events("heartbeat").get(0).json();
            assertThat(Instant.parse(heartbeat.get("serverTime").asString())).isNotNull();

            hold();
            await().atMost(SOON).until(() -> stream.revisions().size() == 2);
            JsonNode put = stream.events("put").get(1).json();
            assertThat(put.get("holds").size()).isEqualTo(1);
            assertThat(stream.events("put").get(1).id())
                    .isEqualTo(put.get("epoch").asLong() + "."
                            + put.get("revision").asLong());
        }
    }

    @Test
    void aStreamThatIsTakenUpAgainSendsOnlyWhatIsNew() throws Exception {
        String version = server.bearer(key).get("/sdk/v1/ruleset").etag().replace("\"", "");
        try (EventLog stream = EventLog.open(server.uri(), key, version)) {
            await().atMost(SOON).until(() -> !stream.events("heartbeat").isEmpty());
            hold();
            await().atMost(SOON).until(() -> stream.revisions().size() == 1);
            assertThat(stream.revisions().get(0)).isGreaterThan(Long.parseLong(version.split("\\.", 2)[1]));
        }
    }

    @Test
    void aStreamOfOneEnvironmentHearsNothingOfAnother() throws Exception {
        String other = server.newEnvironment();
        try (EventLog stream = EventLog.open(server.uri(), key, "");
                EventLog neighbour = EventLog.open(server.uri(), server.sdkKey(other), "")) {
            await().atMost(SOON).until(() -> neighbour.revisions().size() == 1);
            hold();
            await().atMost(SOON).until(() -> stream.revisions().size() == 2);
            assertThat(neighbour.revisions()).hasSize(1);
        }
    }

    @Test
    void aReportOfANewerSdkIsTakenWithWhatThisServerDoesNotKnow() {
        UUID id = UUID.randomUUID();
        Map<String, Object> report = Map.<String, Object>of(
                "instance", Map.of("id", id, "application", "shop", "sdk", "java/9", "mood", "good"),
                "applied",
                        Map.<String, Object>of(
                                "epoch",
                                1,
                                "revision",
                                0,
                                "stage",
                                "OFF",
                                "shedLevel",
                                0,
                                "at",
                                Instant.now().toString()),
                "weather", Map.of("rain", true));
        server.bearer(key).post("/sdk/v1/reports", report).expect(204);
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode instances =
                    server.admin().get(path + "/instances").expect(200).json().get("items");
            assertThat(instances.valueStream().map(one -> one.get("id").asString()))
                    .containsExactly(id.toString());
        });
    }

    @Test
    @Tag("S3")
    void aReportThatIsNoneIsRefusedByField() {
        Answer refused = server.bearer(key)
                .post("/sdk/v1/reports", Map.of("instance", Map.of("id", "nobody", "application", "shop")))
                .problem(400, "validation");
        assertThat(refused.fields()).containsExactly("/instance/id");
    }

    @Test
    @Tag("P4")
    void aFlipReachesTheClientAndTheClientSaysSo() throws Exception {
        try (FlagClient client = client("shop")) {
            assertThat(client.awaitReady(SOON)).isTrue();
            String hold = hold();
            await().atMost(SOON).until(() -> client.posture().stage() == Stage.ENFORCE);
            await().atMost(SOON).untilAsserted(() -> assertThat(acknowledged()).isEqualTo(1));

            server.admin().post(path + "/holds/" + hold + "/release", null).expect(200);
            await().atMost(SOON).until(() -> client.posture().stage() == Stage.OFF);
            await().atMost(SOON).untilAsserted(() -> assertThat(acknowledged()).isEqualTo(1));
        }
    }

    @Test
    @Tag("P4")
    void aLaggardIsNamed() {
        UUID laggard = UUID.randomUUID();
        server.bearer(key)
                .post(
                        "/sdk/v1/reports",
                        Map.<String, Object>of(
                                "instance", Map.of("id", laggard, "application", "slow"),
                                "applied",
                                        Map.<String, Object>of(
                                                "epoch",
                                                1,
                                                "revision",
                                                0,
                                                "stage",
                                                "OFF",
                                                "shedLevel",
                                                0,
                                                "at",
                                                Instant.now().toString())))
                .expect(204);
        hold();
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode convergence = server.admin().get(path + "/posture").json().get("convergence");
            assertThat(convergence.get("instances").asInt()).isEqualTo(1);
            assertThat(convergence.get("acknowledged").asInt()).isZero();
            JsonNode named = convergence.get("laggards").get(0);
            assertThat(named.get("id").asString()).isEqualTo(laggard.toString());
            assertThat(named.get("application").asString()).isEqualTo("slow");
        });
    }

    private FlagClient client(String application) {
        return FlagClient.builder()
                .server(server.uri().toString())
                .sdkKey(key)
                .application(application)
                .build()
                .start();
    }

    private int acknowledged() {
        JsonNode convergence = server.admin().get(path + "/posture").json().get("convergence");
        return convergence.get("instances").asInt() == 1
                ? convergence.get("acknowledged").asInt()
                : -1;
    }

    private String hold() {
        return server.admin()
                .post(path + "/holds", Map.of("reason", "test"))
                .expect(201)
                .json()
                .get("id")
                .asString();
    }
}

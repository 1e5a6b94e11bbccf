package io.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.client.FlagClient;
import io.holdfast.engine.Stage;
import io.holdfast.testpostgres.MortalPostgres;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** PostgreSQL is killed under a running node, and comes back. */
@Tag("P5")
class OutageTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void theNodeServesOnWithoutItsDatabaseAndRecoversByItself() throws Exception {
        try (MortalPostgres postgres = MortalPostgres.start();
                TestServer server = TestServer.start(postgres.database())) {
            String environment = server.newEnvironment();
            String holds = "/api/v1/environments/" + environment + "/holds";
            String key = server.sdkKey(environment);
            Api sdk = server.bearer(key);
            sdk.get("/sdk/v1/ruleset").expect(200);

            try (EventLog stream = EventLog.open(server.uri(), key, "");
                    FlagClient client = client(server, key)) {
                assertThat(client.awaitReady(SOON)).isTrue();
                server.admin().post(holds, Map.of("reason", "before")).expect(201);
                await().atMost(SOON).until(() -> client.posture().stage() == Stage.ENFORCE);

                postgres.kill();

                sdk.get("/sdk/v1/ruleset").expect(200);
                refusedQuickly(server, holds);
                int heartbeats = stream.events("heartbeat").size();
                await().atMost(SOON).until(() -> stream.events("heartbeat").size() > heartbeats);
                assertThat(stream.ended()).isFalse();
                assertThat(client.posture().stage()).isEqualTo(Stage.ENFORCE);
                assertThat(server.anonymous().get("/actuator/health/readiness").status())
                        .isEqualTo(200);
                try (FlagClient late = client(server, key)) {
                    assertThat(late.awaitReady(SOON)).isTrue();
                    assertThat(late.posture().stage()).isEqualTo(Stage.ENFORCE);
                }

                postgres.revive();

                await().atMost(SOON)
                        .until(() -> server.admin()
                                        .sendUnchecked("POST", holds, Map.of("reason", "after"), Map.of())
                                        .status()
                                == 201);
                long last = Long.parseLong(
                        server.query("select max(revision) from environment").get(0));
                await().atMost(SOON).until(() -> stream.revisions().contains(last));
            }
        }
    }

    private static void refusedQuickly(TestServer server, String holds) {
        long began = System.nanoTime();
        Answer refused = server.admin().post(holds, Map.of("reason", "while it is dead"));
        refused.problem(503, "database-unavailable");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    private static FlagClient client(TestServer server, String key) {
        return FlagClient.builder()
                .server(server.uri().toString())
                .sdkKey(key)
                .application("shop")
                .build()
                .start();
    }
}

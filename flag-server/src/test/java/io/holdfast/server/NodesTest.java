package io.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.testpostgres.TestPostgres;
import io.holdfast.testpostgres.TestPostgres.Database;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two equal nodes on one database. */
@Tag("P4")
class NodesTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static TestServer one;
    private static TestServer other;

    @BeforeAll
    static void start() {
        Database database = TestPostgres.freshDatabase();
        one = TestServer.start(database);
        other = TestServer.start(database);
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
    }

    @Test
    void aChangeOnOneNodeIsOnTheOthersStreams() throws Exception {
        String environment = one.newEnvironment();
        String key = one.sdkKey(environment);
        await().atMost(SOON).until(() -> known(key));
        try (EventLog stream = EventLog.open(other.uri(), key, "")) {
            await().atMost(SOON).until(() -> stream.revisions().size() == 1);
            hold(environment);
            await().atMost(SOON).until(() -> stream.revisions().size() == 2);
        }
    }

    @Test
    void aChangeArrivesAlsoWhenTheListeningConnectionsAreKilled() throws Exception {
        String environment = one.newEnvironment();
        String key = one.sdkKey(environment);
        await().atMost(SOON).until(() -> known(key));
        try (EventLog stream = EventLog.open(other.uri(), key, "")) {
            await().atMost(SOON).until(() -> stream.revisions().size() == 1);
            assertThat(one.query("select pg_terminate_backend(pid) from pg_stat_activity "
                            + "where application_name = 'holdfast-watch' and datname = current_database()"))
                    .isNotEmpty();
            hold(environment);
            await().atMost(SOON).until(() -> stream.revisions().size() == 2);
        }
    }

    @Test
    void aNodeThatStopsEndsItsStreamsSoThatClientsGoElsewhere() throws Exception {
        String environment = one.newEnvironment();
        String key = one.sdkKey(environment);
        TestServer third = TestServer.start(one.database());
        EventLog stream = EventLog.open(third.uri(), key, "");
        await().atMost(SOON).until(() -> stream.revisions().size() == 1);
        long began = System.nanoTime();
        third.close();
        await().atMost(SOON).until(stream::ended);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
    }

    private static boolean known(String key) {
        return other.bearer(key)
                        .sendUnchecked("GET", "/sdk/v1/ruleset", null, Map.of())
                        .status()
                == 200;
    }

    private static void hold(String environment) {
        one.admin()
                .post("/api/v1/environments/" + environment + "/holds", Map.of("reason", "test"))
                .expect(201);
    }
}

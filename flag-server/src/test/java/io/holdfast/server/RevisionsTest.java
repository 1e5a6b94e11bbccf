package io.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.testpostgres.TestPostgres;
import io.holdfast.testpostgres.TestPostgres.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One change is one transaction, and the revision that it makes is the last one plus one. */
@Tag("S1")
class RevisionsTest {
    private static final int WRITERS = 8;
    private static final int CHANGES = 15;

    private final TestServer server = TestServer.shared();

    @Test
    void revisionsAreGapFreeAndInOrderHoweverManyWriteAtOnce() throws Exception {
        String environment = server.newEnvironment();
        long first = revision(environment);
        try (EventLog stream = EventLog.open(server.uri(), server.sdkKey(environment), "")) {
            write(environment);

            long last = revision(environment);
            assertThat(last - first).isEqualTo((long) WRITERS * CHANGES * 2);
            assertThat(server.query("select c.revision from change_log c join environment e on e.id = c.environment_id "
                            + "where e.key = '" + environment + "' order by c.revision"))
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, last)
                            .mapToObj(Long::toString)
                            .toList());
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> stream.revisions().contains(last));
            // A client that is slower than the writers may miss some in between, but never sees one twice or an older
            // one.
            assertThat(stream.revisions()).isSorted().doesNotHaveDuplicates();
        }
    }

    private void write(String environment) throws Exception {
        String holds = "/api/v1/environments/" + environment + "/holds";
        Api operator = server.as("operator");
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        List<Future<?>> running = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            running.add(writers.submit(() -> {
                for (int change = 0; change < CHANGES; change++) {
                    String id = operator.post(holds, Map.of("reason", "race"))
                            .expect(201)
                            .json()
                            .get("id")
                            .asString();
                    operator.post(holds + "/" + id + "/release", null).expect(200);
                }
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
        writers.shutdown();
    }

    @Test
    void flagsAndHoldsChangedAtOnceNeverDeadlock() throws Exception {
        String one = server.newEnvironment();
        String other = server.newEnvironment();
        ExecutorService writers = Executors.newFixedThreadPool(3);
        Future<?> flags = writers.submit(() -> {
            for (int i = 0; i < 10; i++) {
                server.newFlag();
            }
        });
        Future<?> holdsOfOne = writers.submit(() -> hold(one, 10));
        Future<?> holdsOfOther = writers.submit(() -> hold(other, 10));
        flags.get();
        holdsOfOne.get();
        holdsOfOther.get();
        writers.shutdown();
    }

    private void hold(String environment, int times) {
        for (int i = 0; i < times; i++) {
            server.as("operator")
                    .post("/api/v1/environments/" + environment + "/holds", Map.of("reason", "race"))
                    .expect(201);
        }
    }

    @Test
    @Tag("S3")
    void whatFailsHalfwayLeavesNothingBehind() {
        String environment = server.newEnvironment();
        long before = revision(environment);
        // The last statement of the transaction fails, so everything before it must vanish.
        TestPostgres.execute(server.database(), """
                create function refuse_audit() returns trigger language plpgsql as $$ begin
                  if new.after ->> 'reason' = 'fail the audit' then raise exception 'the audit is full'; end if;
                  return new;
                end $$;
                create trigger refuse_audit before insert on audit for each row execute function refuse_audit()""");
        try {
            holdThatFails(environment);
        } finally {
            TestPostgres.execute(server.database(), "drop trigger refuse_audit on audit; drop function refuse_audit()");
        }
        assertThat(revision(environment)).isEqualTo(before);
        assertThat(server.query("select h.id from hold h join environment e on e.id = h.environment_id where e.key = '"
                        + environment + "'"))
                .isEmpty();
        assertThat(server.admin()
                        .get("/api/v1/environments/" + environment + "/posture")
                        .json()
                        .get("stage")
                        .asString())
                .isEqualTo("OFF");
    }

    /** Once while a statement runs, once while the change is committed. */
    @ParameterizedTest
    @Tag("S3")
    @ValueSource(
            strings = {
                "create trigger lose before insert on audit for each row execute function lose()",
                "create constraint trigger lose after insert on audit deferrable initially deferred "
                        + "for each row execute function lose()"
            })
    void aConnectionThatBreaksInTheMiddleIsAnOutage(String trigger) {
        String environment = server.newEnvironment();
        long before = revision(environment);
        TestPostgres.execute(server.database(), """
                create function lose() returns trigger language plpgsql as $$ begin
                  if new.after ->> 'reason' = 'lose the connection' then perform pg_terminate_backend(pg_backend_pid()); end if;
                  return new;
                end $$;
                """ + trigger);
        try {
            Answer lost = server.admin()
                    .post("/api/v1/environments/" + environment + "/holds", Map.of("reason", "lose the connection"))
                    .problem(503, "database-unavailable");
            assertThat(lost.header("Retry-After")).isNotEmpty();
        } finally {
            TestPostgres.execute(server.database(), "drop trigger lose on audit; drop function lose()");
        }
        assertThat(revision(environment)).isEqualTo(before);
    }

    /** More than there are connections to the database. */
    @Test
    void manyChangesAtOnceAreAllTaken() throws Exception {
        String environment = server.newEnvironment();
        ExecutorService writers = Executors.newFixedThreadPool(30);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            running.add(writers.submit(() -> hold(environment, 1)));
        }
        for (Future<?> one : running) {
            one.get();
        }
        writers.shutdown();
        assertThat(revision(environment)).isEqualTo(30);
    }

    @Test
    void whatNoSdkCouldTakeIsNotCommitted() {
        String environment = server.newEnvironment();
        TestPostgres.execute(server.database(), """
                insert into hold (id, environment_id, stage, reason, actor, actor_kind, created_at)
                  select gen_random_uuid(), id, 'WARN', 'many', 'me', 'person', now() from environment, generate_series(1, 1000)
                  where key = '%s'""".formatted(environment));
        Answer refused = server.admin()
                .post("/api/v1/environments/" + environment + "/holds", Map.of("reason", "one too many"))
                .problem(400, "validation");
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("/holds");
        assertThat(revision(environment)).isZero();
    }

    @Test
    @Tag("P5")
    void anEnvironmentThatCannotBeEvaluatedLeavesTheOthersAlone() {
        Database database = TestPostgres.freshDatabase();
        try (TestServer first = TestServer.start(database)) {
            String broken = first.newEnvironment();
            TestPostgres.execute(database, """
                    insert into hold (id, environment_id, stage, reason, actor, actor_kind, created_at, expires_at)
                      select gen_random_uuid(), id, 'WARN', 'late', 'me', 'person', now(), '10000-01-01' from environment
                      where key = '%s'""".formatted(broken));
            try (TestServer second = TestServer.start(database)) {
                String other = second.newEnvironment();
                Api sdk = second.bearer(second.sdkKey(other));
                assertThat(sdk.get("/sdk/v1/ruleset")
                                .expect(200)
                                .json()
                                .get("environment")
                                .asString())
                        .isEqualTo(other);
            }
        }
    }

    private void holdThatFails(String environment) {
        server.admin()
                .sendUnchecked(
                        "POST",
                        "/api/v1/environments/" + environment + "/holds",
                        Map.of("reason", "fail the audit"),
                        Map.of())
                .problem(500, "internal");
    }

    @Test
    @Tag("P6")
    void anEnvironmentThatIsMadeAgainBeginsANewEpoch() {
        String key = server.newEnvironment();
        String path = "/api/v1/environments/" + key;
        long epoch = server.admin().get(path).json().get("epoch").asLong();
        server.admin().delete(path, server.admin().get(path).etag()).expect(204);
        server.admin()
                .post("/api/v1/environments", Map.of("key", key, "name", "Again"))
                .expect(201);
        assertThat(server.admin().get(path).json().get("epoch").asLong()).isEqualTo(epoch + 1);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(server.bearer(server.sdkKey(key))
                                .get("/sdk/v1/ruleset")
                                .json()
                                .get("epoch")
                                .asLong())
                        .isEqualTo(epoch + 1));
    }

    private long revision(String environment) {
        return Long.parseLong(server.query("select revision from environment where key = '" + environment + "'")
                .get(0));
    }
}

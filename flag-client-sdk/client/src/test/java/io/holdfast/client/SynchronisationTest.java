package io.holdfast.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpHandler;
import io.holdfast.engine.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A client against a server over real sockets, in good and in bad times. */
class SynchronisationTest {
    private static final String STREAM = "/sdk/v1/stream";
    private static final String RULESET = "/sdk/v1/ruleset";
    private static final String REPORTS = "/sdk/v1/reports";
    private static final HttpHandler UNAVAILABLE = exchange -> FakeServer.answer(exchange, 503, new byte[0]);

    private final AtomicReference<Instant> now = new AtomicReference<>(Rulesets.NOON);
    private final AtomicLong nanoseconds = new AtomicLong();
    private final CountDownLatch end = new CountDownLatch(1);
    private FakeServer server;
    private FlagClient client;

    @TempDir
    private Path directory;

    @BeforeEach
    void begin() throws IOException {
        server = new FakeServer(Rulesets.of(1, 1));
        client = client();
    }

    @AfterEach
    void end() {
        end.countDown();
        client.close();
        server.close();
    }

    @Test
    @Tag("P3")
    void whatCameJustBeforeTheEndIsThereAtTheNextStart() throws InterruptedException {
        assertThat(client.start().awaitReady(Duration.ofSeconds(20))).isTrue();
        CountDownLatch held = new CountDownLatch(1);
        client.onPostureChange(posture -> held.countDown());
        server.publish(Rulesets.of(1, 2, Rulesets.hold(Stage.ENFORCE, null)));
        assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
        client.close();
        server.close();

        try (FlagClient next = client().start()) {
            assertThat(next.version()).isEqualTo("1.2");
            assertThat(next.posture().stage()).isEqualTo(Stage.ENFORCE);
        }
    }

    @Test
    @Tag("P4")
    void aChangeArrivesByTheStreamAndIsAcknowledged() throws InterruptedException {
        BooleanFlag flag = client.booleanFlag("f", false);
        assertThat(client.start().awaitReady(Duration.ofSeconds(20))).isTrue();
        eventually(() -> assertThat(flag.isOn()).isTrue());
        assertThat(client.status().state()).isEqualTo(ClientStatus.State.READY);
        client.recordRefusal("POST", "/listings/{id}/book", Stage.ENFORCE);

        server.publish(Rulesets.of(1, 2, Rulesets.hold(Stage.ENFORCE, null)));

        eventually(() -> assertThat(client.posture().stage()).isEqualTo(Stage.ENFORCE));
        assertThat(flag.isOn()).isFalse();
        eventually(() -> {
            JsonNode report = server.reports.get(server.reports.size() - 1);
            assertThat(report.at("/instance/id").asString())
                    .isEqualTo(client.identity().id());
            assertThat(report.at("/applied/epoch").asLong()).isEqualTo(1);
            assertThat(report.at("/applied/revision").asLong()).isEqualTo(2);
            assertThat(report.at("/applied/stage").asString()).isEqualTo("ENFORCE");
            assertThat(report.at("/applied/shedLevel").asInt()).isEqualTo(2);
        });
        assertThat(server.reports)
                .anySatisfy(report ->
                        assertThat(report.at("/refusals/0/route").asString()).isEqualTo("/listings/{id}/book"))
                .anySatisfy(report ->
                        assertThat(report.at("/evaluations/0/flag").asString()).isEqualTo("f"));
    }

    @Test
    @Tag("P4")
    void aListenerThatBlocksHoldsUpNeitherTheAcknowledgementNorAnything() {
        client.onPostureChange(posture -> waitForTheEnd());
        client.onFlagsChange(keys -> {
            throw new IllegalStateException("on purpose");
        });
        client.start();
        eventually(() -> assertThat(client.version()).isEqualTo("1.1"));
        server.publish(Rulesets.of(1, 2, Rulesets.hold(Stage.ENFORCE, null)));
        eventually(() -> assertThat(server.reports)
                .anyMatch(report -> report.at("/applied/stage").asString().equals("ENFORCE")));
        server.publish(Rulesets.of(1, 3));
        eventually(() -> assertThat(client.posture().stage()).isEqualTo(Stage.OFF));
        end.countDown();
        eventually(() -> assertThat(client.metrics().listenerFailures()).isPositive());
    }

    @Test
    void aStreamThatEndsIsOpenedAgainWhereItWas() {
        client.start();
        eventually(() -> assertThat(client.version()).isEqualTo("1.1"));
        server.endStreams();
        eventually(() -> assertThat(server.resumedFrom).containsExactly("null", "1.1"));
        server.publish(Rulesets.of(1, 2));
        eventually(() -> assertThat(client.version()).isEqualTo("1.2"));
    }

    @Test
    void aStreamWithoutAByteCountsAsDead() {
        client.start();
        eventually(() -> assertThat(client.version()).isEqualTo("1.1"));
        nanoseconds.addAndGet(Synchroniser.SILENCE.toNanos() + 1);
        eventually(() -> assertThat(server.resumedFrom).hasSizeGreaterThan(1));
        eventually(() -> assertThat(client.status().state()).isEqualTo(ClientStatus.State.READY));
    }

    @Test
    @Tag("P4")
    void withoutAStreamItPolls() {
        server.fault(STREAM, UNAVAILABLE);
        client.start();
        eventually(() -> assertThat(client.version()).isEqualTo("1.1"));
        server.publish(Rulesets.of(1, 2));
        eventually(() -> assertThat(client.version()).isEqualTo("1.2"));
        assertThat(client.metrics().syncFailures()).isPositive();
        server.mend(STREAM);
        eventually(() -> assertThat(server.resumedFrom).isNotEmpty());
    }

    @Test
    @Tag("P3")
    @Tag("P6")
    void garbageAndOlderRulesetsLeaveWhatIsKnown() {
        client.start();
        eventually(() -> assertThat(client.version()).isEqualTo("1.1"));
        server.publish(Rulesets.of(2, 5));
        eventually(() -> assertThat(client.version()).isEqualTo("2.5"));
        server.send("put", "{\"format\":1,");
        server.send("put", "<html>");
        server.send("surprise", "{}");
        server.publish(Rulesets.of(1, 9));
        server.publish(Rulesets.of(2, 4));
        server.publish(Rulesets.of(2, 5, Rulesets.hold(Stage.ENFORCE, null)));
        server.send("heartbeat", "{\"serverTime\":\"" + Rulesets.NOON + "\"}");
        eventually(() -> assertThat(client.metrics().syncFailures()).isEqualTo(2));
        server.publish(Rulesets.of(2, 6));
        eventually(() -> assertThat(client.version()).isEqualTo("2.6"));
        assertThat(server.resumedFrom).hasSize(1);
    }

    @Test
    @Tag("P1")
    @Tag("P3")
    void aServerThatFailsInEveryWayHarmsNoCheck() {
        BooleanFlag flag = client.booleanFlag("f", false);
        client.start();
        eventually(() -> assertThat(flag.isOn()).isTrue());
        server.fault(STREAM, exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write("event: put\ndata: {\"for".getBytes(UTF_8));
        });
        server.fault(RULESET, exchange -> FakeServer.answer(exchange, 200, "garbage".getBytes(UTF_8)));
        server.endStreams();
        eventually(() -> assertThat(client.metrics().syncFailures()).isGreaterThan(2));
        assertThat(flag.isOn()).isTrue();
        assertThat(client.version()).isEqualTo("1.1");
    }

    @Test
    @Tag("P3")
    void aRefusedKeyIsNoReasonToForget() {
        client.start();
        eventually(() -> assertThat(client.version()).isEqualTo("1.1"));
        server.fault(STREAM, exchange -> FakeServer.answer(exchange, 401, new byte[0]));
        server.endStreams();
        eventually(() -> assertThat(client.status().state()).isEqualTo(ClientStatus.State.STALE));
        assertThat(client.booleanFlag("f", false).isOn()).isTrue();
    }

    /** A request's timeout does not cover its body. */
    @Test
    void aBodyThatStopsHalfWayEndsAndIsTriedAgain() {
        server.fault(STREAM, UNAVAILABLE);
        server.fault(RULESET, exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            waitForTheEnd();
        });
        client.start();
        eventually(() -> assertThat(client.metrics().syncFailures()).isPositive());
        server.mend(STREAM);
        eventually(() -> assertThat(client.version()).isEqualTo("1.1"));
    }

    @Test
    @Tag("P7")
    void aHoldEndsByTheClockAlsoWhileTheServerHangs() {
        CountDownLatch asked = new CountDownLatch(1);
        server.fault(REPORTS, exchange -> {
            asked.countDown();
            waitForTheEnd();
        });
        server.publish(Rulesets.of(1, 2, Rulesets.hold(Stage.ENFORCE, Rulesets.NOON.plusSeconds(60))));
        client.start();
        eventually(() -> assertThat(client.posture().writable()).isFalse());
        eventually(() -> assertThat(asked.getCount()).isZero());
        now.set(Rulesets.NOON.plusSeconds(60));
        await().atMost(Duration.ofSeconds(5)).until(() -> client.posture().writable());
    }

    @Test
    @Tag("P3")
    void aColdStartWithoutAServerBeginsWithTheSnapshot() {
        client.start();
        server.publish(Rulesets.of(1, 3, Rulesets.hold(Stage.ENFORCE, null)));
        SnapshotFile file = new SnapshotFile(directory, "key");
        eventually(() -> assertThat(file.load())
                .hasValueSatisfying(
                        saved -> assertThat(saved.ruleset().version()).isEqualTo("1.3")));
        client.close();
        server.close();

        client = client().start();
        assertThat(client.version()).isEqualTo("1.3");
        assertThat(client.posture().stage()).isEqualTo(Stage.ENFORCE);
        assertThat(client.booleanFlag("f", false).isOn()).isTrue();
        assertThat(client.status()).isEqualTo(new ClientStatus(ClientStatus.State.STALE, Rulesets.NOON));
    }

    @Test
    void closingTwiceEndsEveryThreadAndChecksGoOn() {
        client.start();
        eventually(() -> assertThat(client.version()).isEqualTo("1.1"));
        client.close();
        client.close();
        assertThat(client.status().state()).isEqualTo(ClientStatus.State.CLOSED);
        assertThat(client.booleanFlag("f", false).isOn()).isTrue();
        eventually(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("holdfast-")));
        client.start();
        assertThat(client.status().state()).isEqualTo(ClientStatus.State.CLOSED);
    }

    private FlagClient client() {
        return FlagClient.builder()
                .server(server.url())
                .sdkKey("key")
                .application("listings")
                .snapshotDirectory(directory)
                .clock(now::get)
                .ticker(nanoseconds::get)
                .build();
    }

    private void waitForTheEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
    }
}

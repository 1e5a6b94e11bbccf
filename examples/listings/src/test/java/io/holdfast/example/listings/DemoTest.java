package io.holdfast.example.listings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.client.ClientStatus;
import io.holdfast.engine.Stage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole demo, as visitors meet it, while its server holds, releases, changes a flag and goes away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoTest {
    private static final String ROOM = "/listings/old-mill";
    private static final String BOOKING = "{\"listing\":\"old-mill\",\"guest\":\"Ada\"}";

    private FakeHoldfast server;
    private Demo demo;

    @BeforeAll
    void open(@TempDir Path snapshots) throws IOException {
        server = new FakeHoldfast();
        demo = new Demo(server.url(), snapshots);
    }

    @AfterAll
    void close() {
        demo.close();
        server.close();
    }

    @BeforeEach
    void release() {
        server.recommendations(true);
        server.release();
        demo.awaitContact(ClientStatus.State.READY);
        demo.awaitStage(Stage.OFF);
    }

    static Stream<String> pages() {
        return Stream.concat(
                Stream.of("/", "/site.css", "/lark.svg"),
                new Catalogue().all().stream().map(listing -> "/listings/" + listing.id()));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyPageIsThere(String path) throws Exception {
        assertThat(demo.page(path).statusCode()).isEqualTo(200);
    }

    @Test
    void aRoomIsBooked() throws Exception {
        long before = demo.booked();
        LocalDate arrival = today().plusDays(20);
        HttpResponse<String> page = demo.submit(
                ROOM + "/book",
                "guest",
                "Ada <b>",
                "arrival",
                arrival.toString(),
                "departure",
                arrival.plusDays(2).toString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("It is yours, <span>Ada &lt;b&gt;</span>", ">2</span>", "€312", "LF-");
        assertThat(demo.booked()).isEqualTo(before + 1);
    }

    @Test
    void aProgramBooksARoom() throws Exception {
        HttpResponse<String> answer = demo.post("/api/bookings", BOOKING);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).get("listing").asString()).isEqualTo("old-mill");
    }

    @ParameterizedTest
    @CsvSource({
        "'  ', 3, 5, tell us your name",
        "Ada, -1, 5, This day has passed",
        "Ada, 3, 3, leave after you arrive",
        "Ada, 5, 3, leave after you arrive",
        "Ada, 3, 60, 30 nights at most"
    })
    void aFormThatDoesNotFitSaysWhyAndKeepsWhatWasTyped(String guest, int arrival, int departure, String why)
            throws Exception {
        String from = today().plusDays(arrival).toString();
        String to = today().plusDays(departure).toString();
        assertFormKeeps(guest, from, to, why);
    }

    @ParameterizedTest
    @CsvSource({
        "Ada, soon, 2027-02-30, a day like 2027-01-31",
        "Ada, '', '', a day like 2027-01-31",
        "Ada, +10000-01-01, +10000-01-02, a day like",
        "'\"><script>', 31.12.2027, \"><script>, a day like"
    })
    void whatIsNoDayAtAllIsKeptToo(String guest, String arrival, String departure, String why) throws Exception {
        assertFormKeeps(guest, arrival, departure, why);
    }

    private void assertFormKeeps(String guest, String arrival, String departure, String why) throws Exception {
        long before = demo.booked();
        HttpResponse<String> page =
                demo.submit(ROOM + "/book", "guest", guest, "arrival", arrival, "departure", departure);
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body())
                .contains(
                        why,
                        "value=\"" + escaped(guest),
                        "value=\"" + escaped(arrival),
                        "value=\"" + escaped(departure))
                .doesNotContain("<script>");
        assertThat(demo.booked()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"/nope", "/listings/nope", "/listings/", "/search"})
    void aWrongAddressIsAFriendlyPageWithTheBannerOfAHold(String path) throws Exception {
        server.hold(Stage.ENFORCE, null);
        demo.awaitStage(Stage.ENFORCE);
        HttpResponse<String> page = demo.page(path);
        assertThat(page.statusCode()).isIn(404, 405);
        assertThat(page.body()).contains("Larkfield", "See all rooms", "Browse-only for now.");
        assertThat(page.headers().firstValue("Browse-Only")).hasValue("enforce");
    }

    @Test
    void aProgramGetsProblems() throws Exception {
        assertThat(demo.get("/listings/nope").headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        HttpResponse<String> answer = demo.post("/api/bookings", "{\"listing\":\"old-mill\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(demo.post("/api/bookings", "nonsense").statusCode()).isEqualTo(400);
        assertThat(demo.post("/api/bookings", "{\"listing\":\"nope\",\"guest\":\"Ada\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @Tag("P2")
    void aHoldStopsBookingsAndNothingElseUntilItIsReleased() throws Exception {
        long before = demo.booked();
        server.hold(Stage.ENFORCE, null);
        demo.awaitStage(Stage.ENFORCE);

        HttpResponse<String> page = demo.submit(ROOM + "/book", "guest", "Ada");
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.headers().firstValue("Retry-After")).isPresent();
        assertThat(page.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(page.body()).contains("Back &lt;soon&gt;", "Go on browsing");

        HttpResponse<String> problem = demo.post("/api/bookings", BOOKING);
        assertThat(problem.statusCode()).isEqualTo(503);
        assertThat(problem.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(problem).get("type").asString()).isEqualTo("urn:holdfast:problem:browse-only");
        assertThat(demo.booked()).isEqualTo(before);

        assertThat(demo.page("/").body()).contains("Browse-only for now.", "Back &lt;soon&gt;", "Old mill");
        assertThat(demo.page(ROOM).statusCode()).isEqualTo(200);
        HttpResponse<String> found = demo.submit("/search", "text", "wheel");
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.body()).contains("Old mill").doesNotContain("Desert dome");

        server.release();
        demo.awaitStage(Stage.OFF);
        assertThat(demo.submit(ROOM + "/book", "guest", "Ada").statusCode()).isEqualTo(200);
        assertThat(demo.page("/").body()).doesNotContain("Browse-only");
        assertThat(demo.booked()).isEqualTo(before + 1);
        awaitReportOf("/listings/{id}/book", "ENFORCE");
    }

    @Test
    void aWarningLetsBookingsThroughAndShows() throws Exception {
        server.hold(Stage.WARN, null);
        demo.awaitStage(Stage.WARN);
        assertThat(demo.submit(ROOM + "/book", "guest", "Ada").statusCode()).isEqualTo(200);
        assertThat(demo.page("/").body()).contains("Heads up.");
    }

    @Test
    void observingCountsBookingsAndShowsNothing() throws Exception {
        server.hold(Stage.OBSERVE, null);
        demo.awaitStage(Stage.OBSERVE);
        HttpResponse<String> page = demo.submit(ROOM + "/book", "guest", "Ada");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("Browse-only", "Heads up");
        server.release();
        awaitReportOf("/listings/{id}/book", "OBSERVE");
    }

    @Test
    @Tag("P7")
    void aHoldEndsByItself() throws Exception {
        server.hold(Stage.ENFORCE, Instant.now().plusSeconds(5));
        demo.awaitStage(Stage.ENFORCE);
        assertThat(demo.page("/").body()).contains("Until <time");
        demo.awaitStage(Stage.OFF);
        assertThat(demo.submit(ROOM + "/book", "guest", "Ada").statusCode()).isEqualTo(200);
    }

    @Test
    void theFlagTakesThePanelFromTheNextPage() throws Exception {
        assertThat(demo.page(ROOM).body()).contains("More rooms like this one");
        server.recommendations(false);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(demo.page(ROOM).body()).doesNotContain("More rooms like this one"));
        assertThat(demo.page(ROOM).statusCode()).isEqualTo(200);
    }

    @Test
    @Tag("P3")
    void withoutItsServerItGoesOnAndStartsAgainAsItWas(@TempDir Path snapshots) throws Exception {
        String url;
        try (FakeHoldfast gone = new FakeHoldfast()) {
            url = gone.url();
            gone.recommendations(false);
            gone.hold(Stage.ENFORCE, null);
            try (Demo first = new Demo(url, snapshots)) {
                first.awaitStage(Stage.ENFORCE);
                await().atMost(Duration.ofSeconds(30)).until(() -> hasSnapshot(snapshots));
                gone.stop();
                first.awaitContact(ClientStatus.State.STALE);
                assertHeldWithoutPanel(first);
            }
        }
        try (Demo restarted = new Demo(url, snapshots)) {
            assertHeldWithoutPanel(restarted);
            restarted.awaitContact(ClientStatus.State.STALE);
        }
    }

    private static void assertHeldWithoutPanel(Demo demo) throws Exception {
        assertThat(demo.submit(ROOM + "/book", "guest", "Ada").statusCode()).isEqualTo(503);
        HttpResponse<String> page = demo.page(ROOM);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Browse-only for now.").doesNotContain("More rooms like this one");
        assertThat(demo.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }

    private static boolean hasSnapshot(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(file -> file.toString().endsWith(".snapshot"));
        }
    }

    /** A change of posture sends a report at once, with what was counted before it. */
    private void awaitReportOf(String route, String stage) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> server.reports.stream()
                        .flatMap(report -> report.get("refusals").valueStream())
                        .anyMatch(refusal -> refusal.get("route").asString().equals(route)
                                && refusal.get("method").asString().equals("POST")
                                && refusal.get("stage").asString().equals(stage)
                                && refusal.get("count").asLong() >= 1));
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private static JsonNode json(HttpResponse<String> response) {
        return new JsonMapper().readTree(response.body());
    }

    private static String escaped(String text) {
        return text.replace("\"", "&quot;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

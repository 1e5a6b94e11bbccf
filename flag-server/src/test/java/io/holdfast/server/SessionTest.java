package io.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.testpostgres.TestPostgres;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/**
 * Signing in and out, as a browser does. On a server of its own, since addresses are locked out here; behind a reverse
 * proxy, so that a test can come from any address.
 */
@ExtendWith(OutputCaptureExtension.class)
class SessionTest {
    private static final String SESSION = "HOLDFAST_SESSION";
    private static final String PATH = "/api/v1/session";
    private static final TestServer SERVER =
            TestServer.start(TestPostgres.freshDatabase(), "server.forward-headers-strategy=native");

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void tellsWhoIsSignedIn() {
        JsonNode session = SERVER.signIn().get(PATH).expect(200).json();
        assertThat(session.get("username").asString()).isEqualTo("admin");
        assertThat(session.get("role").asString()).isEqualTo("admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong"})
    void aChangeWithoutTheCsrfHeaderChangesNothing(String header) {
        Api browser = SERVER.signIn();
        String key = TestServer.newKey("project");
        Map<String, Object> project = Map.of("key", key, "name", "Test");
        browser.send("POST", "/api/v1/projects", project, Map.of("X-XSRF-TOKEN", header))
                .problem(403, "csrf");
        browser.get("/api/v1/projects/" + key).expect(404);

        browser.post("/api/v1/projects", project).expect(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong"})
    void signingInAndOutNeedTheCsrfHeaderToo(String header) {
        Api stranger = stranger();
        stranger.send("POST", PATH, admin(TestServer.PASSWORD), Map.of("X-XSRF-TOKEN", header))
                .problem(403, "csrf");
        assertThat(stranger.cookie(SESSION)).isEmpty();

        Api browser = SERVER.signIn();
        browser.send("DELETE", PATH, null, Map.of("X-XSRF-TOKEN", header)).problem(403, "csrf");
        browser.get(PATH).expect(200);
    }

    @Test
    void scriptsCannotReadTheSessionAndOtherSitesCannotSendIt() {
        Answer answer = stranger().post(PATH, admin(TestServer.PASSWORD)).expect(200);
        assertThat(setCookie(answer, SESSION))
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Secure");
        assertThat(setCookie(answer, "XSRF-TOKEN"))
                .contains("SameSite=Lax", "Path=/")
                .doesNotContain("HttpOnly");
    }

    @Test
    void cookiesStayOnHttpsWhereTheProxySaysSo() {
        Answer answer = stranger()
                .send("POST", PATH, admin(TestServer.PASSWORD), Map.of("X-Forwarded-Proto", "https"))
                .expect(200);
        assertThat(setCookie(answer, SESSION)).contains("Secure");
        assertThat(setCookie(answer, "XSRF-TOKEN")).contains("Secure");
        assertThat(answer.header("Strict-Transport-Security")).contains("max-age");
    }

    @Test
    void withoutAProxyNobodyIsBelievedWhoSaysToBeOne() {
        Answer answer = TestServer.shared().anonymous().send("GET", PATH, null, Map.of("X-Forwarded-Proto", "https"));
        assertThat(setCookie(answer, "XSRF-TOKEN")).doesNotContain("Secure");
    }

    @Test
    void anIdKnownBeforeTheSignInIsWorthNothingAfterIt() {
        Api browser = SERVER.signIn();
        String before = browser.cookie(SESSION).orElseThrow();
        String csrf = browser.cookie("XSRF-TOKEN").orElseThrow();

        browser.post(PATH, admin(TestServer.PASSWORD)).expect(200);
        assertThat(browser.cookie(SESSION).orElseThrow()).isNotEqualTo(before);
        assertThat(browser.cookie("XSRF-TOKEN").orElseThrow()).isNotEqualTo(csrf);
        withSession(before).expect(401);
        withSession(browser.cookie(SESSION).orElseThrow()).expect(200);
    }

    @Test
    void anIdThatSomebodyElseChoseIsNotTaken() {
        Answer answer = stranger()
                .send("POST", PATH, admin(TestServer.PASSWORD), Map.of("Cookie", SESSION + "=CHOSEN"))
                .expect(200);
        assertThat(setCookie(answer, SESSION)).doesNotContain("CHOSEN");
        withSession("CHOSEN").expect(401);
    }

    @Test
    void afterSigningOutTheSessionIsGone() {
        Api browser = SERVER.signIn();
        String session = browser.cookie(SESSION).orElseThrow();
        withSession(session).expect(200);

        browser.delete(PATH, "").expect(204);
        browser.get(PATH).problem(401, "unauthenticated");
        withSession(session).problem(401, "unauthenticated");
    }

    @Test
    void aScreenStopsHearingWhenItsSessionEnds() throws Exception {
        Api browser = SERVER.signIn();
        HttpRequest request = HttpRequest.newBuilder(SERVER.uri().resolve("/api/v1/events"))
                .header("Cookie", SESSION + "=" + browser.cookie(SESSION).orElseThrow())
                .build();
        HttpResponse<InputStream> events = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
        assertThat(events.statusCode()).isEqualTo(200);
        try (InputStream body = events.body()) {
            // The first heartbeat: the stream is open.
            assertThat(body.read()).isEqualTo('e');
            CompletableFuture<Integer> rest = CompletableFuture.supplyAsync(() -> drain(body));
            browser.delete(PATH, "").expect(204);
            await().atMost(Duration.ofSeconds(30)).until(rest::isDone);
        }
    }

    @Test
    void aWrongPasswordAndAnUnknownNameLookAlike() {
        Answer password = stranger().post(PATH, admin("not the password")).problem(401, "unauthenticated");
        Answer name = stranger()
                .post(PATH, Map.of("username", "nobody", "password", TestServer.PASSWORD))
                .problem(401, "unauthenticated");
        assertThat(name.text()).isEqualTo(password.text());
        assertThat(names(name)).isEqualTo(names(password)).doesNotContain(SESSION);
    }

    @Test
    void whoGuessesAPasswordHasToWait() {
        Map<String, Object> guess = Map.of("username", "guessed", "password", "wrong");
        for (int attempt = 0; attempt < 5; attempt++) {
            from("203.0.113.1", guess).problem(401, "unauthenticated");
        }
        Answer answer = from("203.0.113.2", Map.of("username", "GUESSED", "password", "wrong"));
        assertThat(Integer.parseInt(answer.problem(429, "rate-limited").header("Retry-After")))
                .isBetween(1, 60);

        from("203.0.113.1", admin(TestServer.PASSWORD)).expect(200);
    }

    @Test
    void whoGuessesNamesHasToWait() {
        for (int attempt = 0; attempt < 20; attempt++) {
            from("203.0.113.3", Map.of("username", "name-" + attempt, "password", "wrong"))
                    .problem(401, "unauthenticated");
        }
        assertThat(from("203.0.113.3", admin(TestServer.PASSWORD))
                        .problem(429, "rate-limited")
                        .header("Retry-After"))
                .isNotEmpty();
        from("203.0.113.4", admin(TestServer.PASSWORD)).expect(200);
    }

    @Test
    void passwordsAreNeitherLoggedNorSentBack(CapturedOutput output) {
        String secret = "hunter2-hunter2";
        Api browser = stranger();
        List<Answer> answers = List.of(
                browser.post(PATH, admin(secret)).expect(401),
                browser.post(PATH, Map.of("username", "", "password", secret)).expect(400),
                browser.post(PATH, admin(secret.repeat(20))).expect(400),
                browser.post(PATH, Map.of("username", "admin", "password", List.of(secret)))
                        .expect(400),
                browser.post(PATH, Map.of("username", "admin", "password", "x", secret, "y"))
                        .expect(400),
                browser.post(PATH, "{\"password\":\"" + secret).expect(400),
                browser.send("POST", PATH, "password=" + secret, Map.of("Content-Type", "text/plain"))
                        .expect(415));
        LoggerFactory.getLogger(SessionTest.class).info("This is captured");

        // What somebody misspelled as a field's name has to be named in the answer.
        assertThat(answers)
                .extracting(Answer::text)
                .filteredOn(text -> text.contains(secret))
                .hasSize(1);
        assertThat(output.getAll()).contains("This is captured").doesNotContain("hunter2");
    }

    /** A browser that has been here, so that it has a CSRF token, and in which nobody is signed in. */
    private static Api stranger() {
        Api browser = SERVER.anonymous();
        browser.get(PATH).expect(401);
        return browser;
    }

    private static Answer from(String address, Object credentials) {
        return stranger().send("POST", PATH, credentials, Map.of("X-Forwarded-For", address));
    }

    private static Map<String, Object> admin(String password) {
        return new HashMap<>(Map.of("username", "admin", "password", password));
    }

    private static Answer withSession(String id) {
        return SERVER.anonymous().send("GET", PATH, null, Map.of("Cookie", SESSION + "=" + id));
    }

    private static String setCookie(Answer answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private static List<String> names(Answer answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split("=", 2)[0])
                .toList();
    }

    private static int drain(InputStream body) {
        try {
            return body.readAllBytes().length;
        } catch (java.io.IOException e) {
            return -1;
        }
    }
}

package io.holdfast.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no HTTP client would send: refused by the web server or its firewall, and a problem document all the same. */
@Tag("S3")
class RawRequestsTest {
    private static final int HUGE = 10_000_000;

    private final TestServer server = TestServer.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/flags/a%2Fb",
                "/api/v1/flags/..%2f",
                "/api/v1/flags/%00",
                "/api/v1/flags//",
                "//",
                "/api/v1/flags/;x=1",
                "/api/v1/flags/%zz",
                "/api/v1/flags/%",
                "/api/v1/flags/%ff",
                "/api/v1/flags/%5c",
                "/api/v1/flags/\\",
                "/api/v1/flags/..",
                "/api/v1/flags/%2e%2e",
                "/api/v1/flags/%0a",
                "/api/v1/flags/%25",
                "/api/v1/flags/\u00e4",
                "/api/v1/flags/|",
                "/api/v1/flags/a b",
                "/sdk/v1/..;/x",
                "/openapi.yaml;x",
                "/%00",
                "*",
                "api",
                "http://x:99999/"
            })
    void refusesAPathThatIsNone(String target) {
        refused(RawRequest.get(server, target));
    }

    @Test
    void refusesRequestsThatAreTooLong() {
        refused(RawRequest.get(server, "/api/v1/flags/" + "a".repeat(20_000)));
        refused(withHeader("X-Long: " + "a".repeat(20_000)));
        refused(withHeader("X: y\r\n".repeat(300).strip()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X: a\u0000b",
                "Cookie: a=\"\u0001",
                "If-Match: \"\u0001\"",
                "Host: a b",
                "Host: <x>",
                "Expect: miracle"
            })
    void refusesAHeaderThatIsNone(String header) {
        refused(withHeader(header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FOO", "get", "TRACK", "CONNECT"})
    void refusesAMethodThatIsNone(String method) {
        refused(RawRequest.send(server, RawRequest.head(server, method, "/api/v1/projects") + "\r\n"));
    }

    @Test
    void refusesToTrace() {
        clean(RawRequest.send(server, RawRequest.head(server, "TRACE", "/api/v1/projects") + "\r\n"))
                .problem(405, "method-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/3.0\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "POST /api/v1/projects HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "POST /api/v1/projects HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "\u0016\u0003\u0001\r\n\r\n"
            })
    void refusesWhatIsNoRequest(String request) {
        refused(RawRequest.send(server, request));
    }

    @Test
    void refusesAHeaderThatIsReadLate() {
        String key = server.sdkKey(server.newEnvironment());
        Answer answer = RawRequest.send(
                server,
                "GET /sdk/v1/stream HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " + key
                        + "\r\nLast-Event-ID: \u0080\u0081\r\n\r\n");
        refused(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/error", "/META-INF/x", "/WEB-INF/web.xml"})
    void hidesWhatIsNotForCallers(String path) {
        clean(RawRequest.get(server, path)).problem(404, "not-found");
    }

    @Test
    void refusesABodyThatIsNoUtf8() {
        for (String bytes :
                new String[] {"\u00ff\u00fe", "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00e2\u0082", "\u00e4"}) {
            post("{\"key\": \"coded\", \"name\": \"" + bytes + "\"}").problem(400, "malformed-body");
        }
        post("\u00fe\u00ff\u0000{\u0000}").problem(400, "malformed-body");
    }

    @Test
    void refusesABrokenChunk() {
        refused(RawRequest.send(server, chunkedHead("application/json") + "zz\r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "application/x-www-form-urlencoded"})
    void aHugeBodyIsReadToItsEndSoThatItsSenderHearsTheAnswer(String type) {
        String head = RawRequest.head(server, "POST", "/api/v1/projects") + "Content-Type: " + type + "\r\n";
        clean(RawRequest.send(server, head + "Content-Length: " + HUGE + "\r\n\r\n" + " ".repeat(HUGE)))
                .problem(413, "payload-too-large");
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        Answer answer = clean(RawRequest.send(server, chunkedHead(type) + chunk.repeat(HUGE / 0x10000) + "0\r\n\r\n"));
        if (type.equals("application/json")) {
            answer.problem(413, "payload-too-large");
        } else {
            answer.problem(415, "unsupported-media-type");
        }
    }

    @Test
    void aHugeBodyOfAStrangerIsReadToItsEndToo() {
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        String head = chunkedHead("application/json").replace("Bearer ", "Bearer nobody");
        clean(RawRequest.send(server, head + chunk.repeat(HUGE / 0x10000) + "0\r\n\r\n"))
                .problem(401, "unauthenticated");
    }

    @Test
    void whoAsksFirstIsSparedTheBody() {
        String head = RawRequest.head(server, "POST", "/api/v1/projects")
                + "Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: ";
        clean(RawRequest.send(server, head + HUGE + "\r\n\r\n")).problem(413, "payload-too-large");
    }

    /** Takes as long as the server waits. */
    @Test
    void aBodyThatDoesNotComeIsNotWaitedForForEver() {
        String head = RawRequest.head(server, "POST", "/api/v1/projects") + "Content-Type: application/json\r\n";
        clean(RawRequest.send(server, head + "Content-Length: 100\r\n\r\n{")).problem(408, "request-timeout");
    }

    private Answer post(String body) {
        return RawRequest.send(
                server,
                RawRequest.head(server, "POST", "/api/v1/projects")
                        + "Content-Type: application/json\r\nContent-Length: " + body.getBytes(ISO_8859_1).length
                        + "\r\n\r\n" + body);
    }

    private String chunkedHead(String type) {
        return RawRequest.head(server, "POST", "/api/v1/projects") + "Content-Type: " + type
                + "\r\nTransfer-Encoding: chunked\r\n\r\n";
    }

    private Answer withHeader(String header) {
        return RawRequest.send(server, RawRequest.head(server, "GET", "/api/v1/projects") + header + "\r\n\r\n");
    }

    private static void refused(Answer answer) {
        clean(answer).problem(400, "malformed-request");
    }

    /** Nothing but JSON, and no word on what runs here. */
    private static Answer clean(Answer answer) {
        assertThat(answer.text()).doesNotContainIgnoringCase("tomcat", "<", "exception", "org.", "java.");
        return answer;
    }
}

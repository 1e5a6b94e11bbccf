package io.holdfast.server;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.server.Contract.Operation;
import io.holdfast.testpostgres.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every operation by every caller: those whom its role does not allow it are denied, the others are not. */
@Tag("S4")
class AccessTest {
    private static final String ANYBODY = "anybody";
    private static final String SDK = "sdk";
    private static final List<String> ROLES = List.of("viewer", "editor", "operator", "admin");

    /** Who may do what. An operation that is new belongs here first. */
    private static final Map<String, String> LEAST = Map.ofEntries(
            entry("getSession", "viewer"),
            entry("signIn", ANYBODY),
            entry("signOut", "viewer"),
            entry("listEnvironments", "viewer"),
            entry("createEnvironment", "admin"),
            entry("getEnvironment", "viewer"),
            entry("updateEnvironment", "admin"),
            entry("deleteEnvironment", "admin"),
            entry("getPosture", "viewer"),
            entry("listInstances", "viewer"),
            entry("evaluate", "viewer"),
            entry("listHolds", "viewer"),
            entry("createHold", "operator"),
            entry("getHold", "viewer"),
            entry("releaseHold", "operator"),
            entry("listSdkKeys", "admin"),
            entry("createSdkKey", "admin"),
            entry("revokeSdkKey", "admin"),
            entry("listTokens", "admin"),
            entry("createToken", "admin"),
            entry("revokeToken", "admin"),
            entry("listProjects", "viewer"),
            entry("createProject", "admin"),
            entry("getProject", "viewer"),
            entry("updateProject", "admin"),
            entry("deleteProject", "admin"),
            entry("listFlags", "viewer"),
            entry("createFlag", "editor"),
            entry("getFlag", "viewer"),
            entry("updateFlag", "editor"),
            entry("deleteFlag", "editor"),
            entry("getConfiguration", "viewer"),
            entry("updateConfiguration", "editor"),
            entry("listSegments", "viewer"),
            entry("getSegment", "viewer"),
            entry("createSegment", "editor"),
            entry("updateSegment", "editor"),
            entry("deleteSegment", "editor"),
            entry("streamEvents", "viewer"),
            entry("getRuleset", SDK),
            entry("streamRuleset", SDK),
            entry("report", SDK));

    private static final Contract CONTRACT = new Contract();
    private static final TestServer SERVER = TestServer.shared();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Map<String, String> tokens = Map.of();
    private static String sdkKey = "";
    private static List<String> worthless = List.of();

    static List<Operation> operations() {
        return CONTRACT.operations();
    }

    @BeforeAll
    static void makeCallers() {
        tokens = ROLES.stream().collect(Collectors.toMap(role -> role, SERVER::token));
        sdkKey = SERVER.sdkKey(SERVER.newEnvironment());
        worthless = List.of("hf_api_unknown", "nonsense", revokedToken(), expiredToken());
    }

    @Test
    void everyOperationHasALeastRole() {
        assertThat(operations().stream().map(Operation::id)).containsExactlyInAnyOrderElementsOf(LEAST.keySet());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void nobodyIsDenied(Operation operation) {
        Answer answer = send(operation, "");
        if (least(operation).equals(ANYBODY)) {
            allowed(answer);
        } else {
            answer.problem(401, "unauthenticated");
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whoeverSendsAWorthlessSecretIsDenied(Operation operation) {
        for (String secret : worthless) {
            Answer answer = send(operation, secret).problem(401, "unauthenticated");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void applicationsMayDoNothingButWhatIsMadeForThem(Operation operation) {
        Answer answer = send(operation, sdkKey);
        if (List.of(SDK, ANYBODY).contains(least(operation))) {
            allowed(answer);
        } else {
            answer.problem(403, "forbidden");
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void eachRoleMayDoWhatItIsFor(Operation operation) {
        String least = least(operation);
        int from = least.equals(ANYBODY) ? 0 : least.equals(SDK) ? ROLES.size() : ROLES.indexOf(least);
        for (String role : ROLES) {
            Answer answer = send(operation, tokens.get(role));
            if (ROLES.indexOf(role) < from) {
                answer.problem(403, "forbidden");
            } else {
                allowed(answer);
            }
        }
    }

    @Test
    void nothingIsServedThatIsNotDescribed() {
        List<String> described = operations().stream()
                .map(operation -> operation.method() + " " + shape(operation.path()))
                .toList();
        assertThat(controllers().getHandlerMethods().keySet().stream().flatMap(AccessTest::served))
                .filteredOn(operation -> operation.contains(" /api/") || operation.contains(" /sdk/"))
                .isNotEmpty()
                .isSubsetOf(described);
    }

    @Test
    void anOperationThatNoRuleNamesIsDeniedToEverybody() throws Exception {
        Undeclared undeclared = new Undeclared();
        Method run = Undeclared.class.getDeclaredMethod("run");
        RequestMappingInfo mapping = RequestMappingInfo.paths("/api/v1/undeclared")
                .methods(RequestMethod.POST)
                .options(controllers().getBuilderConfiguration())
                .build();
        controllers().registerMapping(mapping, undeclared, run);
        try {
            send("POST", "/api/v1/undeclared", "").problem(401, "unauthenticated");
            for (String role : ROLES) {
                send("POST", "/api/v1/undeclared", tokens.get(role)).problem(403, "forbidden");
            }
            assertThat(undeclared.runs).hasValue(0);
        } finally {
            controllers().unregisterMapping(mapping);
        }
        // It was there: without it, the same request finds nothing.
        send("POST", "/api/v1/undeclared", tokens.get("admin")).problem(404, "not-found");
    }

    @Test
    void tellsThoseWhoMayReadWhichMethodsThereAre() {
        Answer answer = send("PATCH", "/api/v1/flags", tokens.get("viewer")).problem(405, "method-not-allowed");
        assertThat(answer.header("Allow")).contains("GET", "POST").doesNotContain("PATCH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH"})
    void tellsThoseWhoMayReadThatThereIsNoSuchThing(String method) {
        send(method, "/api/v1/nothing", tokens.get("viewer")).problem(404, "not-found");
    }

    @ParameterizedTest
    @CsvSource({"PATCH, /api/v1/flags", "POST, /api/v1/nothing", "GET, /api/v1/nothing"})
    void tellsOthersNothing(String method, String path) {
        send(method, path, "").problem(401, "unauthenticated");
        send(method, path, sdkKey).problem(403, "forbidden");
    }

    private static String least(Operation operation) {
        return LEAST.get(operation.id());
    }

    private static void allowed(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isNotIn(401, 403).isLessThan(500);
    }

    private static Answer send(Operation operation, String secret) {
        Answer answer = send(operation.method(), operation.example(), secret);
        if (answer.status() >= 400) {
            CONTRACT.check(operation.method(), operation.example(), answer);
        }
        return answer;
    }

    /** Sends an empty object; the cookie and header that go with it are what a browser would send. */
    private static Answer send(String method, String path, String secret) {
        HttpRequest.Builder request = HttpRequest.newBuilder(SERVER.uri().resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("Cookie", "XSRF-TOKEN=same")
                .header("X-XSRF-TOKEN", "same")
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
        if (!secret.isEmpty()) {
            request.header("Authorization", "Bearer " + secret);
        }
        try {
            HttpResponse<InputStream> response = HTTP.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                // A stream would not end.
                String text =
                        response.statusCode() < 400 ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
                return new Answer(response.statusCode(), response.headers(), text);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String revokedToken() {
        var made = SERVER.admin()
                .post("/api/v1/tokens", Map.of("name", "revoked", "role", "admin"))
                .json();
        SERVER.admin().delete("/api/v1/tokens/" + made.get("id").asString(), "").expect(204);
        return made.get("secret").asString();
    }

    private static String expiredToken() {
        String later = Instant.now().plus(Duration.ofHours(1)).toString();
        var made = SERVER.admin()
                .post("/api/v1/tokens", Map.of("name", "expired", "role", "admin", "expiresAt", later))
                .json();
        UUID id = UUID.fromString(made.get("id").asString());
        TestPostgres.execute(
                SERVER.database(), "update token set expires_at = now() - interval '1 second' where id = '" + id + "'");
        return made.get("secret").asString();
    }

    private static RequestMappingHandlerMapping controllers() {
        return SERVER.context().getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    }

    private static Stream<String> served(RequestMappingInfo mapping) {
        return mapping.getMethodsCondition().getMethods().stream()
                .flatMap(method -> mapping.getPatternValues().stream().map(path -> method + " " + shape(path)));
    }

    private static String shape(String path) {
        return path.replaceAll("\\{[^}]+}", "{}");
    }

    /** An operation that somebody forgot to give a rule. */
    static class Undeclared {
        private final AtomicInteger runs = new AtomicInteger();

        @ResponseBody
        String run() {
            return "run " + runs.incrementAndGet();
        }
    }
}

package io.holdfast.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.client.FlagClient;
import io.holdfast.engine.Stage;
import io.holdfast.testkit.TestFlags;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The guard in a whole application, on a real Tomcat, with handlers of every make. */
@Tag("P2")
@SpringBootTest(
        classes = Shop.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.endpoints.web.exposure.include=*", "management.endpoint.loggers.access=unrestricted"})
@Import(GuardedShopTest.Client.class)
class GuardedShopTest {
    @Autowired
    private Shop shop;

    @Autowired
    private TestFlags flags;

    @LocalServerPort
    private int port;

    private Http http;

    @TestConfiguration(proxyBeanMethods = false)
    static class Client {
        @Bean
        TestFlags testFlags() {
            return new TestFlags();
        }

        @Bean
        FlagClient flagClient(TestFlags flags) {
            return flags.client();
        }
    }

    @BeforeEach
    void open() {
        http = new Http(port);
        flags.release();
        shop.ran.clear();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /orders/7",
        "DELETE, /orders/7",
        "GET, /unsubscribe",
        "HEAD, /unsubscribe",
        "POST, /register",
        "POST, /function",
        "POST, /servlet/x",
        "POST, /servlet/login/",
        "PUT, /servlet/login",
        "POST, /orders/search/",
        "POST, /orders//search",
        "POST, /login;a=b/x",
        "POST, /Login",
        "POST, /actuator/loggers/io.holdfast",
        "POST, /nowhere",
        "POST, /"
    })
    void refusesWritesBeforeTheyRun(String method, String path) {
        flags.hold(Stage.ENFORCE);
        HttpResponse<String> answer = http.send(method, path);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After"))
                .hasValueSatisfying(value -> assertThat(value).matches("\\d+"));
        assertThat(shop.ran).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /orders/7, show",
        "POST, /orders/search, search",
        "POST, /orders/search;x=y, search",
        "POST, /x, page",
        "POST, /login, sign in",
        "GET, /function, function",
        "POST, /function/search, function search",
        "GET, /servlet/x, servlet",
        "POST, /servlet/login, servlet"
    })
    void letsThroughWhatReadsAndWhatIsAllowed(String method, String path, String handler) {
        flags.hold(Stage.ENFORCE);
        HttpResponse<String> answer = http.send(method, path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Browse-Only")).hasValue("enforce");
        assertThat(shop.ran).containsExactly(handler);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /orders/7, change",
        "DELETE, /orders/7, cancel",
        "GET, /unsubscribe, unsubscribe",
        "POST, /function, function",
        "POST, /servlet/x, servlet"
    })
    void everythingRunsInObserveAndIsCountedOnce(String method, String path, String handler) {
        HttpResponse<String> before = http.send(method, path);
        long counted = flags.client().metrics().refusals();
        flags.hold(Stage.OBSERVE);
        HttpResponse<String> answer = http.send(method, path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map().keySet())
                .isEqualTo(before.headers().map().keySet());
        assertThat(shop.ran).containsExactly(handler, handler);
        assertThat(flags.client().metrics().refusals()).isEqualTo(counted + 1);
    }

    @Test
    void probesStayUpWhileWritesAreRefused() {
        flags.hold(Stage.ENFORCE);
        HttpResponse<String> health = http.send("GET", "/actuator/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("UP");
    }

    @Test
    void metersAreThere() {
        flags.hold(Stage.ENFORCE);
        HttpResponse<String> meter = http.send("GET", "/actuator/metrics/holdfast.client.stage");
        assertThat(meter.body()).contains("\"value\":3");
    }

    @Test
    void aRefusalCanBeReadFromAnOriginThatTheHandlerAllows() {
        flags.hold(Stage.ENFORCE);
        HttpResponse<String> answer = http.send("POST", "/shared", "Origin", "https://shop.example");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://shop.example");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .hasValue("true");
        assertThat(answer.headers().firstValue("Access-Control-Expose-Headers"))
                .hasValueSatisfying(exposed -> assertThat(exposed).contains("Retry-After"));
    }

    @ParameterizedTest
    @CsvSource({"/shared, https://elsewhere.example", "/orders/7, https://shop.example"})
    void aRefusalCannotBeReadFromAnyOtherOrigin(String path, String origin) {
        flags.hold(Stage.ENFORCE);
        HttpResponse<String> answer = http.send("POST", path, "Origin", origin);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void aPreflightIsAnsweredWhileWritesAreRefused() {
        flags.hold(Stage.ENFORCE);
        HttpResponse<String> answer = http.send(
                "OPTIONS", "/shared", "Origin", "https://shop.example", "Access-Control-Request-Method", "POST");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods")).hasValue("POST");
    }
}

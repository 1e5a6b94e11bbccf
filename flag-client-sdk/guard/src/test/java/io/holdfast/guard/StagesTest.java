package io.holdfast.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Stage;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("P2")
class StagesTest extends GuardedSiteTest {

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "REPORT", "SEARCH", "QUERY"})
    void methodsThatReadGoThrough(String method) throws IOException {
        flags.hold(Stage.ENFORCE);
        Answer answer = site.send(method, "/shop/page");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Browse-Only")).isEqualTo("enforce");
        assertThat(site.handled).containsExactly(method + " /page");
        assertThat(refusals()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST",
                "PUT",
                "PATCH",
                "DELETE",
                "MKCOL",
                "COPY",
                "MOVE",
                "LOCK",
                "PROPPATCH",
                "MERGE",
                "LINK",
                "BREW",
                "get",
                "Get",
                "GETT",
                "SEARCHES"
            })
    void everyOtherMethodIsAWriteAndItsHandlerHasNotRun(String method) throws IOException {
        flags.hold(Stage.ENFORCE);
        assertThat(site.send(method, "/shop/page").status()).isEqualTo(503);
        assertThat(site.handled).isEmpty();
        assertThat(refusals()).isOne();
    }

    @Test
    void withoutAHoldNothingIsSaidOrRefused() throws IOException {
        Answer answer = site.send("POST", "/shop/page");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).doesNotContainKeys("Browse-Only", "Access-Control-Expose-Headers");
        assertThat(refusals()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /shop/page",
                "POST /shop/page",
                "POST /shop/send-error",
                "POST /shop/throw",
                "DELETE /shop/async"
            })
    void observeCountsAndChangesNotOneByte(String line) throws IOException {
        String[] request = line.split(" ", 2);
        String before = site.send(request[0], request[1]).bytes();
        flags.hold(Stage.OBSERVE);
        assertThat(site.send(request[0], request[1]).bytes()).isEqualTo(before);
        assertThat(refusals()).isEqualTo(request[0].equals("GET") ? 0 : 1);
    }

    @Test
    void warnLetsAWriteThroughAndSaysSo() throws IOException {
        flags.hold(Stage.WARN);
        Answer answer = site.send("POST", "/shop/page");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Browse-Only")).isEqualTo("warn");
        assertThat(site.handled).containsExactly("POST /page");
        assertThat(refusals()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /shop/page",
                "POST /shop/page",
                "GET /shop/send-error",
                "GET /shop/throw",
                "GET /shop/forward"
            })
    void everyResponseTellsOfTheHoldToOtherOriginsToo(String line) throws IOException {
        flags.hold(Stage.ENFORCE);
        String[] request = line.split(" ", 2);
        Answer answer = site.send(request[0], request[1], "Origin: https://elsewhere.example");
        assertThat(answer.header("Browse-Only")).isEqualTo("enforce");
        assertThat(answer.header("Access-Control-Expose-Headers")).contains("Browse-Only", "Retry-After");
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void aReleaseEndsEveryStageAtOnce(Stage stage) throws IOException {
        flags.hold(stage);
        site.send("POST", "/shop/page");
        flags.release();
        site.handled.clear();
        assertThat(site.send("POST", "/shop/page").status()).isEqualTo(200);
        assertThat(site.handled).containsExactly("POST /page");
    }

    @Test
    void aHoldThatOnlyShedsRefusesNothing() throws IOException {
        flags.hold(Stage.OFF, 4, null, Instant.now().plusSeconds(60));
        Answer answer = site.send("POST", "/shop/page");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Browse-Only")).isEmpty();
    }
}

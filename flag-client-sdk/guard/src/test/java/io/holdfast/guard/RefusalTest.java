package io.holdfast.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Hold;
import io.holdfast.engine.Scope;
import io.holdfast.engine.Stage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LongSummaryStatistics;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@Tag("P2")
class RefusalTest extends GuardedSiteTest {
    private static final Instant SINCE = Instant.parse("2026-11-23T03:00:00Z");
    private static final Instant UNTIL = Instant.parse("2126-11-23T04:30:00Z");
    private static final String HOSTILE = "\"><script>alert('1')</script>&amp;\\\u0001\n\t é 🚧";
    private static final String BROWSER = "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    @Test
    void isAProblemWithAllThatIsKnown() throws IOException {
        hold("Back by noon", "https://status.example/7", UNTIL);
        Answer answer = site.send("POST", "/shop/page");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        JsonNode problem = answer.json();
        assertThat(problem.propertyNames())
                .containsExactlyInAnyOrder(
                        "type",
                        "title",
                        "status",
                        "detail",
                        "message",
                        "stage",
                        "since",
                        "until",
                        "incident",
                        "retryable");
        assertThat(problem.get("type").asString()).isEqualTo("urn:holdfast:problem:browse-only");
        assertThat(problem.get("status").asInt()).isEqualTo(503);
        assertThat(problem.get("detail").asString()).isEqualTo("Back by noon");
        assertThat(problem.get("message").asString()).isEqualTo("Back by noon");
        assertThat(problem.get("stage").asString()).isEqualTo("ENFORCE");
        assertThat(problem.get("since").asString()).isEqualTo(SINCE.toString());
        assertThat(problem.get("until").asString()).isEqualTo(UNTIL.toString());
        assertThat(problem.get("incident").asString()).isEqualTo("https://status.example/7");
        assertThat(problem.get("retryable").asBoolean()).isTrue();
    }

    @Test
    void leavesOutWhatIsNotKnownButAlwaysExplainsItself() throws IOException {
        hold(null, null, null);
        JsonNode problem = site.send("POST", "/shop/page").json();
        assertThat(problem.propertyNames()).doesNotContain("message", "until", "incident");
        assertThat(problem.get("detail").asString()).contains("nothing can be changed");
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of("no end is known", null, 31, 41),
                Arguments.of("in a minute", Duration.ofSeconds(60), 50, 71),
                Arguments.of("about to end", Duration.ofSeconds(1), 5, 15),
                Arguments.of("tomorrow", Duration.ofDays(1), 290, 300));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void asksToRetryAfterTheHoldsEndWithinBoundsAndSpread(String when, @Nullable Duration end, long least, long most)
            throws IOException {
        hold(null, null, end == null ? null : Instant.now().plus(end));
        LongSummaryStatistics seconds = new LongSummaryStatistics();
        for (int i = 0; i < 40; i++) {
            String retryAfter = site.send("POST", "/shop/page").header("Retry-After");
            assertThat(retryAfter).matches("\\d+");
            seconds.accept(Long.parseLong(retryAfter));
        }
        assertThat(seconds.getMin()).isGreaterThanOrEqualTo(least);
        assertThat(seconds.getMax()).isLessThanOrEqualTo(most).isGreaterThan(seconds.getMin());
    }

    @Test
    void showsPeopleAPage() throws IOException {
        hold("Back by noon", null, UNTIL);
        Answer answer = site.send("POST", "/shop/page", BROWSER);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/html;charset=UTF-8");
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.body()).startsWith("<!doctype html>").contains("Back by noon", "04:30 UTC on 23 November");
    }

    @Test
    void whatAnOperatorWritesIsTextOnThePage() throws IOException {
        hold(HOSTILE, null, null);
        String page = site.send("POST", "/shop/page", BROWSER).body();
        assertThat(page)
                .doesNotContain("<script", "alert('1')")
                .contains("&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;", "é 🚧");
    }

    @Test
    void whatAnOperatorWritesIsTextInTheProblem() throws IOException {
        hold(HOSTILE, HOSTILE, null);
        JsonNode problem = site.send("POST", "/shop/page").json();
        assertThat(problem.get("message").asString()).isEqualTo(HOSTILE);
        assertThat(problem.get("incident").asString()).isEqualTo(HOSTILE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html | true",
                "TEXT/HTML;level=1 | true",
                "application/xhtml+xml, */* | true",
                "text/html;q=0.5, application/json;q=0.4 | true",
                "text/html;q=0.4, application/json | false",
                "application/problem+json, text/html;q=0.9 | false",
                "text/html;q=0 | false",
                "text/html;q=nonsense | false",
                "*/* | false",
                "text/* | false",
                "text/htmlx | false",
                "'' | false"
            })
    void aPageIsForThoseWhoNameHtml(String accept, boolean html) throws IOException {
        flags.hold(Stage.ENFORCE);
        Answer answer = site.send("POST", "/shop/page", "Accept: " + accept);
        assertThat(answer.header("Content-Type").startsWith("text/html")).isEqualTo(html);
    }

    @Test
    void readsAllLinesOfAccept() throws IOException {
        flags.hold(Stage.ENFORCE);
        Answer answer = site.send("POST", "/shop/page", "Accept: image/png", "Accept: text/html");
        assertThat(answer.header("Content-Type")).startsWith("text/html");
    }

    @Test
    void aHoldOnAnotherApplicationIsNotThisOnes() throws IOException {
        Scope other = new Scope(Set.of("other"), Set.of(), 100);
        flags.hold(new Hold("h", Stage.ENFORCE, 0, null, null, other, SINCE, null, null));
        Answer answer = site.send("POST", "/shop/page");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Browse-Only")).isEmpty();
    }

    private void hold(@Nullable String message, @Nullable String incident, @Nullable Instant until) {
        flags.hold(new Hold("h", Stage.ENFORCE, 0, message, incident, Scope.ALL, SINCE, null, until));
    }
}

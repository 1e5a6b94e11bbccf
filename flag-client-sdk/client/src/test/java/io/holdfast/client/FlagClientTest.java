package io.holdfast.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.engine.ErrorCode;
import io.holdfast.engine.EvaluationContext;
import io.holdfast.engine.Reason;
import io.holdfast.engine.Ruleset;
import io.holdfast.engine.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A client that is told by hand. */
class FlagClientTest {
    private final FlagClient client = FlagClient.builder().offline().build();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    @Tag("P1")
    void answersTheCodesDefaultWithoutAnyData() {
        assertThat(client.booleanFlag("f", true).isOn()).isTrue();
        assertThat(client.booleanFlag("f", false).isOn()).isFalse();
        assertThat(client.stringFlag("f", "default").value()).isEqualTo("default");
        assertThat(client.numberFlag("f", 1.5).value()).isEqualTo(1.5);
        assertThat(client.jsonFlag("f", Map.of("a", 1)).value()).isEqualTo(Map.of("a", 1));
        assertThat(client.isOn("f", EvaluationContext.EMPTY, true)).isTrue();
        assertThat(client.posture().stage()).isEqualTo(Stage.OFF);
        client.requireWritable();
    }

    @Test
    @Tag("P1")
    void neverThrowsNotEvenForNullsOrAfterItsEnd() {
        client.accept(Rulesets.rolledOut(1));
        assertThat(client.isOn(null, null, true)).isTrue();
        assertThat(client.isOn("f", null, true)).isTrue();
        assertThat(client.booleanFlag("f", true).isOn(null)).isTrue();
        client.close();
        assertThat(client.isOn("f", null, false)).isFalse();
    }

    @Test
    void countsEachOperatorOfANewerServerOnce() throws Exception {
        for (int revision = 1; revision < 4; revision++) {
            client.accept(Rulesets.withOperator("soundsLike", revision));
        }
        assertThat(client.metrics().unknownOperators()).isEqualTo(1);
        client.accept(Rulesets.withOperator("looksLike", 4));
        client.accept(Rulesets.withOperator("in", 5));
        assertThat(client.metrics().unknownOperators()).isEqualTo(2);
    }

    @Test
    void tellsWhyAFlagAnswersAsItDoes() throws Exception {
        client.accept(Rulesets.withOperator("in", 7));
        EvaluationContext context = EvaluationContext.of("anna").with("a", "x");

        assertThat(client.booleanFlag("f", false).details(context))
                .isEqualTo(new FlagDetails<>("f", true, "on", Reason.TARGETING_MATCH, null, "r", "1.7"));
        assertThat(client.stringFlag("f", "mine").details(context))
                .isEqualTo(new FlagDetails<>("f", "mine", null, Reason.ERROR, ErrorCode.TYPE_MISMATCH, null, "1.7"));
        assertThat(client.numberFlag("none", 2.5).details(context).value()).isEqualTo(2.5);
        assertThat(client.jsonFlag("none", List.of()).details(context).value()).isEqualTo(List.of());
        assertThat(client.explain("f", context).rules()).singleElement().satisfies(rule -> {
            assertThat(rule.id()).isEqualTo("r");
            assertThat(rule.clauses().get(0).actual()).isEqualTo("x");
        });
    }

    @Test
    @Tag("P6")
    void takesOnlyWhatIsNewer() {
        assertThat(client.accept(Rulesets.of(1, 5))).isTrue();
        for (Ruleset old : List.of(Rulesets.of(1, 5), Rulesets.of(1, 4), Rulesets.of(0, 9), Ruleset.EMPTY)) {
            assertThat(client.accept(old)).as(old.version()).isFalse();
        }
        assertThat(client.accept(Rulesets.of(2, 1))).isTrue();
        assertThat(client.version()).isEqualTo("2.1");
    }

    @Test
    void aHandleFollowsEveryRuleset() {
        BooleanFlag flag = client.booleanFlag("f", false);
        for (int revision = 1; revision < 10; revision++) {
            client.accept(Rulesets.of(1, revision));
            assertThat(flag.isOn()).isEqualTo(revision % 2 == 1);
        }
    }

    @Test
    void aWriteIsRefusedWithTheMessageOfTheHold() {
        client.accept(Rulesets.of(1, 1, Rulesets.hold(Stage.ENFORCE, null)));
        assertThatThrownBy(client::requireWritable)
                .isInstanceOf(BrowseOnlyException.class)
                .hasMessage("Back soon");
    }

    /** Each ruleset's flag and revision agree, so a torn read would show as an answer of no revision. */
    @Test
    @Tag("P1")
    @Tag("P6")
    void checksFromManyThreadsSeeWholeRulesetsOnly() throws Exception {
        client.accept(Rulesets.of(1, 1));
        AtomicBoolean running = new AtomicBoolean(true);
        ExecutorService readers = Executors.newFixedThreadPool(8);
        List<Future<Long>> results = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            results.add(readers.submit(() -> readUntilStopped(running)));
        }
        for (int revision = 2; revision <= 20_001; revision++) {
            client.accept(Rulesets.of(1, revision));
        }
        running.set(false);
        for (Future<Long> result : results) {
            assertThat(result.get()).isPositive();
        }
        readers.shutdownNow();
        assertThat(client.booleanFlag("f", false).isOn()).isTrue();
    }

    /** The version must never fall, and a check must never fall back to the default, which is told apart by two. */
    private long readUntilStopped(AtomicBoolean running) {
        BooleanFlag on = client.booleanFlag("f", true);
        BooleanFlag off = client.booleanFlag("f", false);
        long last = 0;
        long checks = 0;
        do {
            long before = revision();
            boolean one = on.isOn();
            boolean other = off.isOn();
            long after = revision();
            assertThat(before).isGreaterThanOrEqualTo(last);
            if (before == after) {
                assertThat(one).isEqualTo(other).isEqualTo(before % 2 == 1);
            }
            last = after;
            checks++;
        } while (running.get());
        return checks;
    }

    private long revision() {
        return Long.parseLong(client.version().substring(2));
    }
}

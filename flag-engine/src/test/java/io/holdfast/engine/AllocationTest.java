package io.holdfast.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks allocate nothing: also before the compiler has optimised them, so it is not left to its skill. */
@Tag("E7")
class AllocationTest {
    private static final int CHECKS = 20_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"attribute\":\"country\",\"operator\":\"in\",\"values\":[\"FR\",\"DE\",7]}",
                "{\"attribute\":\"country\",\"operator\":\"in\",\"values\":[\"fr\"],\"ignoreCase\":true,\"negate\":true}",
                "{\"attribute\":\"/address/lines/1\",\"operator\":\"startsWith\",\"values\":[\"x\",\"Z\"]}",
                "{\"attribute\":\"groups\",\"operator\":\"contains\",\"values\":[\"zz\",\"Z\"]}",
                "{\"attribute\":\"age\",\"operator\":\"greaterThan\",\"values\":[100000]}",
                "{\"attribute\":\"score\",\"operator\":\"lessThan\",\"values\":[0.5]}",
                "{\"attribute\":\"age\",\"operator\":\"equals\",\"values\":[1,2,200000]}",
                "{\"attribute\":\"missing\",\"operator\":\"exists\"}",
                "{\"operator\":\"inSegment\",\"values\":[\"staff\",\"friends\"]}",
            })
    void aCheckAllocatesNothing(String clause) throws Exception {
        Ruleset ruleset = RulesetCodec.read(document(clause).getBytes(UTF_8), RulesetCodec.Mode.STRICT);
        Flag flag = ruleset.flags().get("f");
        List<EvaluationContext> people = people();
        // The least of several, for the virtual machine may have business of its own on this thread once.
        long allocated = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            check(flag, people);
            allocated = Math.min(allocated, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(allocated).isLessThan(CHECKS / 10);
    }

    private static void check(Flag flag, List<EvaluationContext> people) {
        for (int i = 0; i < CHECKS; i++) {
            Evaluation answer = Evaluator.evaluate(flag, FlagType.STRING, people.get(i % people.size()), 0);
            if (answer.reason() == Reason.ERROR) {
                throw new IllegalStateException(answer.toString());
            }
        }
    }

    private static List<EvaluationContext> people() {
        List<EvaluationContext> people = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            people.add(EvaluationContext.of("Zoë-\uD83D\uDECF-" + i)
                    .with("country", i % 2 == 0 ? "us" : "ch")
                    .with("age", 100_000 - i)
                    .with("score", 0.5 + i)
                    .with("groups", List.of("a", "b"))
                    .with("address", Map.of("lines", List.of("a", "b"))));
        }
        return people;
    }

    /** All of them come to the rollout at the end, past a prerequisite and a rule that does not match. */
    private static String document(String clause) {
        return """
                {"format":1,"environment":"e","segments":{
                  "staff":{"included":["anna"]},
                  "friends":{"rules":[{"clauses":[{"operator":"inSegment","values":["staff"]}]}]}},
                 "flags":{
                  "base":{"type":"boolean","kind":"release","on":true,"variations":[{"name":"on","value":true}],
                   "offVariation":"on","targets":[{"variation":"on","values":["anna"]}],"fallthrough":{"variation":"on"}},
                  "f":{"type":"string","kind":"release","on":true,
                   "variations":[{"name":"a","value":"A"},{"name":"b","value":"B"}],"offVariation":"a",
                   "prerequisites":[{"flag":"base","variations":["on"]}],
                   "rules":[{"id":"r","clauses":[%s,{"attribute":"nobody-has","operator":"exists"}],"variation":"a"}],
                   "fallthrough":{"rollout":{"weights":[{"variation":"a","weight":50000},{"variation":"b","weight":50000}]}}}}}
                """.formatted(clause);
    }
}

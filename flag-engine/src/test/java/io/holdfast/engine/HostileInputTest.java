package io.holdfast.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import io.holdfast.engine.RulesetCodec.Mode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes: a ruleset or a refusal, in bounded time and memory. */
@Tag("E8")
class HostileInputTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long MEMORY = 4L * 1024 * 1024 * 1024;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Arguments> documents() {
        int size = Limits.DOCUMENT_BYTES;
        return Stream.of(
                Arguments.of("50 MB", repeated("{\"a\":1}", 50_000_000)),
                Arguments.of("lists in lists", repeated("[", size)),
                Arguments.of("objects in objects", repeated("{\"a\":", size)),
                Arguments.of("millions of empty lists", repeated("[],", size, "[")),
                Arguments.of("millions of empty objects", repeated("{},", size, "[")),
                Arguments.of("one number", repeated("9", size)),
                Arguments.of("one text", repeated("x", size, "\"")),
                Arguments.of("escapes", repeated("\\u0041", size, "\"")),
                Arguments.of("a flag's name of megabytes", repeated("n", size, "{\"format\":1,\"flags\":{\"")),
                Arguments.of("half of a document that is fine", half(ofFlags(90_000))),
                Arguments.of("flags without anything", document(flags(Limits.FLAGS, "{}"))),
                Arguments.of("names of one hash", document("{" + colliding(14) + "}")),
                Arguments.of(
                        "keys of one hash in segments",
                        segments(6, "[" + colliding(16).replace(":{}", "") + "]")),
                Arguments.of("the same name again and again", repeated("\"a\":1,", size, "{")),
                Arguments.of("text that is cut off", repeated("\u00e9", 1_000_000, "[\"")),
                Arguments.of("expressions that grow", ofClauses(20_000, matches("((a{30}b{30}){30}|x){1,30}"))),
                Arguments.of("expressions that fill the memory", ofClauses(30_000, matches("(abc|d){500}"))),
                Arguments.of("expressions that nest", ofClauses(1_000, matches("(".repeat(499) + ")".repeat(499)))),
                Arguments.of("expressions of all letters", ofClauses(5_000, matches("[\\\\pL\\\\pN]{100}"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void isTakenOrRefusedInBoundedTimeAndMemory(String name, byte[] document) {
        assertThat(name).isNotEmpty();
        assertTimeoutPreemptively(PATIENCE, () -> {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            try {
                assertThat(RulesetCodec.read(document, Mode.LENIENT)).isNotNull();
            } catch (InvalidRulesetException e) {
                assertThat(e.faults()).hasSizeBetween(1, Faults.MOST);
                assertThat(e.getMessage()).hasSizeLessThan(1_000_000);
            }
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MEMORY);
        });
    }

    /** Searched in linear time: with backtracking this would outlast the sun. */
    @Test
    void anExpressionThatBacktracksElsewhereIsSearchedAtOnce() throws InvalidRulesetException {
        byte[] document = ofClauses(1, matches("^(a|aa)+$"));
        Ruleset ruleset = RulesetCodec.read(document, Mode.LENIENT);
        EvaluationContext context = EvaluationContext.EMPTY.with("a", "a".repeat(4_000) + "b");
        assertTimeoutPreemptively(PATIENCE, () -> Evaluator.evaluate(ruleset, "flag-0", FlagType.BOOLEAN, context, 0));
    }

    @Test
    void aContextCanHoldAnythingAtAll() throws InvalidRulesetException {
        Ruleset ruleset = RulesetCodec.read(ofClauses(1, matches("x")), Mode.LENIENT);
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        for (Object value : Arrays.asList(
                itself,
                new Object(),
                new int[] {1},
                Map.of(1, 2),
                Double.NaN,
                Float.NEGATIVE_INFINITY,
                '\u0000',
                Mode.STRICT,
                new Number() {
                    @Override
                    public int intValue() {
                        throw new IllegalStateException();
                    }

                    @Override
                    public long longValue() {
                        throw new IllegalStateException();
                    }

                    @Override
                    public float floatValue() {
                        throw new IllegalStateException();
                    }

                    @Override
                    public double doubleValue() {
                        throw new IllegalStateException();
                    }
                })) {
            EvaluationContext context = EvaluationContext.of("u").with("a", value);
            assertThat(Evaluator.evaluate(ruleset, "flag-0", FlagType.BOOLEAN, context, 0)
                            .reason())
                    .isEqualTo(Reason.DEFAULT);
        }
    }

    @Test
    void refusesAnExpressionThatIsTooLargeByItsPath() {
        InvalidRulesetException refusal = catchThrowableOfType(
                InvalidRulesetException.class,
                () -> RulesetCodec.read(ofClauses(1, matches("(abcdefghij){1000}")), Mode.LENIENT));
        assertThat(refusal.faults())
                .containsExactly(new Fault(
                        "/flags/flag-0/rules/0/clauses/0/values/0", "is too large a regular expression: repeat less"));
    }

    private static String matches(String expression) {
        return "{\"attribute\":\"a\",\"operator\":\"matches\",\"values\":[\"" + expression + "\"]}";
    }

    private static byte[] ofClauses(int count, String clause) {
        return document(flags(
                count,
                "{\"type\":\"boolean\",\"on\":true,\"variations\":[{\"name\":\"on\",\"value\":true}],"
                        + "\"offVariation\":\"on\",\"fallthrough\":{\"variation\":\"on\"},"
                        + "\"rules\":[{\"id\":\"r\",\"variation\":\"on\",\"clauses\":[" + clause + "]}]}"));
    }

    private static byte[] ofFlags(int count) {
        return ofClauses(count, "{\"attribute\":\"a\",\"operator\":\"exists\"}");
    }

    private static String flags(int count, String flag) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"flag-" + i + "\":" + flag)
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Two to the power of {@code length} names that Java gives the same hash. */
    private static String colliding(int length) {
        return IntStream.range(0, 1 << length)
                .mapToObj(i -> IntStream.range(0, length)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining("", "\"", "\":{}")))
                .collect(Collectors.joining(","));
    }

    private static byte[] segments(int count, String keys) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"s%d\":{\"included\":%s,\"excluded\":%s}".formatted(i, keys, keys))
                .collect(Collectors.joining(
                        ",", "{\"format\":1,\"environment\":\"test\",\"flags\":{},\"segments\":{", "}}"))
                .getBytes(UTF_8);
    }

    private static byte[] document(String flags) {
        return ("{\"format\":1,\"environment\":\"test\",\"flags\":" + flags + "}").getBytes(UTF_8);
    }

    private static byte[] half(byte[] document) {
        return Arrays.copyOf(document, document.length / 2);
    }

    private static byte[] repeated(String text, int size) {
        return repeated(text, size, "");
    }

    private static byte[] repeated(String text, int size, String before) {
        String document = before + text.repeat((size - before.length()) / text.length());
        return Arrays.copyOf(document.getBytes(UTF_8), size);
    }
}

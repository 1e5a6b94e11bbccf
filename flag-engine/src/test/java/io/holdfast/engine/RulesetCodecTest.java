package io.holdfast.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.engine.RulesetCodec.Mode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesetCodecTest {
    private static final String FLAG = """
            {"type":"string","kind":"release","on":true,"variations":[{"name":"a","value":"A"},{"name":"b","value":"B"}],
             "offVariation":"b","fallthrough":{"variation":"a"}}""";

    @TestFactory
    Stream<DynamicTest> whatIsWrittenIsReadAgainAsItWas() {
        return Seeds.check(random -> {
            Ruleset ruleset = new RandomRulesets(random).ruleset();
            byte[] written = RulesetCodec.write(ruleset);
            Ruleset read = RulesetCodec.read(written, Mode.STRICT);
            assertThat(read).isEqualTo(ruleset);
            assertThat(RulesetCodec.write(read)).isEqualTo(written);
        });
    }

    @TestFactory
    Stream<DynamicTest> aDocumentThatIsCutOffIsRefused() {
        return Seeds.check(random -> {
            byte[] written = RulesetCodec.write(new RandomRulesets(random).ruleset());
            byte[] cut = Arrays.copyOf(written, random.nextInt(written.length));
            assertThat(refusal(cut, Mode.LENIENT)).isNotNull();
        });
    }

    /** Flipped bits may leave a valid document; then it must be as good as any other. */
    @TestFactory
    Stream<DynamicTest> damagedBytesAreRefusedOrReadNeverWorse() {
        return Seeds.check(random -> {
            byte[] bytes = RulesetCodec.write(new RandomRulesets(random).ruleset());
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            staysWithinItsContract(bytes);
        });
    }

    @TestFactory
    Stream<DynamicTest> noiseIsRefused() {
        return Seeds.check(random -> {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            staysWithinItsContract(noise);
        });
    }

    /** What was taken can be written and read again, and answers every question. */
    private static void staysWithinItsContract(byte[] bytes) {
        for (Mode mode : Mode.values()) {
            try {
                Ruleset read = RulesetCodec.read(bytes, mode);
                byte[] written = RulesetCodec.write(read);
                assertThat(RulesetCodec.write(RulesetCodec.read(written, mode))).isEqualTo(written);
                for (String key : read.flags().keySet()) {
                    assertThat(Evaluator.evaluate(read, key, null, EvaluationContext.of("a"), 1))
                            .isNotNull();
                }
            } catch (InvalidRulesetException e) {
                assertThat(e.faults()).isNotEmpty();
                assertThat(e.faults().size()).isLessThanOrEqualTo(Faults.MOST);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"text\"",
                "1",
                "{",
                "{}{}",
                "{} x",
                "{\"a\":1,}",
                "{'a':1}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"format\":1,\"format\":1}",
                "// comment",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\t\"}"
            })
    void refusesWhatIsNoJsonObject(String json) {
        assertThat(refusal(json)).isNotNull();
    }

    @Test
    void refusesDeepNestingHugeNumbersLongNamesAndLongText() {
        assertThat(refusal("[".repeat(100_000))).isNotNull();
        assertThat(refusal("{\"a\":".repeat(100_000))).isNotNull();
        assertThat(refusal("{\"a\":" + "9".repeat(100_000) + "}")).isNotNull();
        assertThat(refusal("{\"a\":1e999999999999}")).isNotNull();
        assertThat(refusal("{\"" + "n".repeat(100_000) + "\":1}")).isNotNull();
        assertThat(refusal("{\"a\":\"" + "x".repeat(Limits.STRING_LENGTH + 1) + "\"}"))
                .isNotNull();
    }

    @Test
    void refusesADocumentBeyondItsSizeWithoutReadingIt() {
        assertThat(refusal(new byte[Limits.DOCUMENT_BYTES + 1], Mode.LENIENT).faults())
                .containsExactly(new Fault("", "is larger than " + Limits.DOCUMENT_BYTES + " bytes"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u00c3", "\u00ff\u00fe", "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00f8\u0088\u0080\u0080\u0080"
            })
    void refusesWhatIsNotUtf8(String bytes) {
        String document = document("\"flag\":" + FLAG.replace("\"A\"", "\"" + bytes + "\""), "");
        assertThat(refusal(document.getBytes(ISO_8859_1), Mode.LENIENT)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"type\":\"string\"         | \"type\":\"colour\"           | /type",
                "\"type\":\"string\"         | \"type\":7                    | /type",
                "\"type\":\"string\"         | \"type\":\"boolean\"          | /variations/0/value",
                "\"on\":true                 | \"on\":\"true\"               | /on",
                "\"on\":true,                | ``                            | /on",
                "{\"name\":\"a\",\"value\":\"A\"} | {\"name\":\"b\",\"value\":\"A\"} | /variations/1/name",
                "{\"name\":\"a\",\"value\":\"A\"} | {\"name\":\"A b\",\"value\":\"A\"} | /variations/0/name",
                "{\"name\":\"a\",\"value\":\"A\"} | {\"name\":\"a\"}              | /variations/0/value",
                "{\"name\":\"a\",\"value\":\"A\"} | {\"name\":\"a\",\"value\":null} | /variations/0/value",
                "{\"name\":\"a\",\"value\":\"A\"} | {\"name\":\"a\",\"value\":\"\\ud800\"} | /variations/0/value",
                "{\"name\":\"a\",\"value\":\"A\"} | {\"name\":\"a\",\"value\":\"\\u0000\"} | /variations/0/value",
                "\"offVariation\":\"b\"      | \"offVariation\":\"c\"        | /offVariation",
                "\"offVariation\":\"b\",     | ``                            | /offVariation",
                "\"offVariation\":\"b\"      | \"offVariation\":\"b\",\"shedAt\":5 | /shedAt",
                "\"offVariation\":\"b\"      | \"offVariation\":\"b\",\"shedAt\":0 | /shedAt",
                "\"offVariation\":\"b\"      | \"offVariation\":\"b\",\"shedAt\":1.5 | /shedAt",
                "\"offVariation\":\"b\"      | \"offVariation\":\"b\",\"shedVariation\":\"c\" | /shedVariation",
                "{\"variation\":\"a\"}       | {\"variation\":\"c\"}         | /fallthrough/variation",
                "{\"variation\":\"a\"}       | {}                            | /fallthrough",
                "{\"variation\":\"a\"}       | {\"variation\":\"a\",\"rollout\":{}} | /fallthrough",
                "{\"variation\":\"a\"}       | {\"rollout\":{\"weights\":[]}} | /fallthrough/rollout/weights",
                "{\"variation\":\"a\"}       | {\"rollout\":{\"weights\":[{\"variation\":\"a\",\"weight\":99999}]}} | /fallthrough/rollout/weights",
                "{\"variation\":\"a\"}       | {\"rollout\":{\"weights\":[{\"variation\":\"c\",\"weight\":100000}]}} | /fallthrough/rollout/weights/0/variation",
                "{\"variation\":\"a\"}       | {\"rollout\":{\"weights\":[{\"variation\":\"a\",\"weight\":-1}]}} | /fallthrough/rollout/weights/0/weight",
                "{\"variation\":\"a\"}       | {\"rollout\":{\"by\":7,\"weights\":[{\"variation\":\"a\",\"weight\":100000}]}} | /fallthrough/rollout/by",
            })
    void namesThePathOfAFault(String right, String wrong, String path) {
        assertThat(FLAG).contains(right);
        String document = document("\"flag\":" + FLAG.replace(right, wrong), "");
        assertThat(refusal(document).faults()).extracting(Fault::path).contains("/flags/flag" + path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                        | /holds/0/id",
                "{\"id\":\"h\"}                                            | /holds/0/stage",
                "{\"id\":\"h\",\"stage\":\"enforce\"}                      | /holds/0/stage",
                "{\"id\":\"h\",\"stage\":\"OFF\",\"shedLevel\":5}          | /holds/0/shedLevel",
                "{\"id\":\"h\",\"stage\":\"OFF\",\"shedLevel\":9223372036854775808} | /holds/0/shedLevel",
                "{\"id\":\"h\",\"stage\":\"OFF\",\"expiresAt\":\"soon\"}   | /holds/0/expiresAt",
                "{\"id\":\"h\",\"stage\":\"OFF\",\"message\":7}            | /holds/0/message",
                "{\"id\":\"h\",\"stage\":\"OFF\",\"scope\":[]}             | /holds/0/scope",
                "{\"id\":\"h\",\"stage\":\"OFF\",\"scope\":{\"percent\":101}} | /holds/0/scope/percent",
                "{\"id\":\"h\",\"stage\":\"OFF\",\"scope\":{\"regions\":[\"A b\"]}} | /holds/0/scope/regions/0",
                "7                                                         | /holds/0",
            })
    void namesThePathOfAFaultInAHold(String hold, String path) {
        assertThat(refusal(document("", hold)).faults()).extracting(Fault::path).contains(path);
    }

    @Test
    void findsEveryFaultInOnePassAndEscapesItsPath() {
        String broken =
                FLAG.replace("\"on\":true", "\"on\":1").replace("\"offVariation\":\"b\"", "\"offVariation\":\"c\"");
        assertThat(refusal(document("\"A/b~c\":" + broken, "")).faults())
                .extracting(Fault::path)
                .containsExactlyInAnyOrder("/flags/A~1b~0c", "/flags/A~1b~0c/on", "/flags/A~1b~0c/offVariation");
    }

    @Test
    void stopsCollectingFaultsAtABound() {
        String holds = IntStream.range(0, 900).mapToObj(i -> "{}").collect(Collectors.joining(","));
        assertThat(refusal(document("", holds)).faults()).hasSize(Faults.MOST);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 2, -1, Integer.MAX_VALUE})
    void refusesAnotherFormat(long format) {
        String other = document("", "").replace("\"format\":1", "\"format\":" + format);
        assertThat(refusal(other).faults()).extracting(Fault::path).containsOnly("/format");
    }

    @Test
    void aFieldOfANewerServerIsSteppedOverButRefusedWhenSaved() throws InvalidRulesetException {
        String flag = FLAG.replace("\"on\":true", "\"on\":true,\"schedule\":[{\"id\":1}]");
        String document = document("\"flag\":" + flag, "{\"id\":\"h\",\"stage\":\"WARN\",\"ramp\":\"PT5M\"}");
        Ruleset read = RulesetCodec.read(document.getBytes(UTF_8), Mode.LENIENT);
        assertThat(read.flags()).containsOnlyKeys("flag");
        assertThat(read.holds()).hasSize(1);
        assertThat(refusal(document.getBytes(UTF_8), Mode.STRICT).faults())
                .extracting(Fault::path)
                .containsExactlyInAnyOrder("/flags/flag/schedule", "/holds/0/ramp");
    }

    @Test
    void holdsEveryCountToItsLimit() {
        assertThat(refusal(document("", copies("{\"id\":\"h\",\"stage\":\"OFF\"}", Limits.HOLDS + 1)))
                        .faults())
                .extracting(Fault::path)
                .containsExactly("/holds");
        String variations = copies("{\"name\":\"a\",\"value\":\"A\"}", Limits.VARIATIONS + 1);
        assertThat(refusal(document("\"flag\":" + FLAG.replace("{\"name\":\"a\",\"value\":\"A\"}", variations), ""))
                        .faults())
                .extracting(Fault::path)
                .contains("/flags/flag/variations");
        String flags = IntStream.rangeClosed(0, Limits.FLAGS)
                .mapToObj(i -> "\"f" + i + "\":{}")
                .collect(Collectors.joining(","));
        assertThat(refusal(document(flags, "")).faults())
                .extracting(Fault::path)
                .containsExactly("/flags");
    }

    /** What another JSON reader made is held to the same, so that what is saved can be sent. */
    @Test
    void valuesReadElsewhereBecomeWhatThisReaderWouldHaveMade() throws InvalidRulesetException {
        Map<String, Object> mine = new HashMap<>(Map.of("n", 7, "big", BigInteger.TEN.pow(30)));
        mine.put("null", null);
        Flag flag = RulesetCodec.decodeFlag("flag", jsonFlag(mine), Mode.STRICT);
        mine.clear();
        Map<String, Object> expected = new HashMap<>(Map.of("n", 7L, "big", 1e30));
        expected.put("null", null);
        assertThat(flag.offVariation().value()).isEqualTo(expected);
    }

    @Test
    void refusesValuesThatCouldNotBeReadBack() {
        Object deep = List.of();
        for (int i = 0; i <= Limits.VALUE_DEPTH; i++) {
            deep = List.of(deep);
        }
        List<Object> self = new ArrayList<>();
        self.add(self);
        assertThat(refusalOf(List.of(Double.POSITIVE_INFINITY))).endsWith("/value/0");
        assertThat(refusalOf(List.of(BigInteger.TEN.pow(400)))).endsWith("/value/0");
        assertThat(refusalOf(Map.of("a/b", new Object()))).endsWith("/value/a~1b");
        assertThat(refusalOf(Map.of("\ud800", 1))).endsWith("/value");
        assertThat(refusalOf(Map.of("x".repeat(Limits.NAME_LENGTH + 1), 1))).endsWith("/value");
        assertThat(refusalOf(deep)).startsWith("/variations/0/value/0/0");
        assertThat(refusalOf(self)).startsWith("/variations/0/value/0/0");
    }

    @Test
    void aValueAtItsDepthIsReadBackFromAWholeRuleset() throws InvalidRulesetException {
        Object deepest = List.of();
        for (int i = 0; i < Limits.VALUE_DEPTH; i++) {
            deepest = List.of(deepest);
        }
        Flag flag = RulesetCodec.decodeFlag("flag", jsonFlag(deepest), Mode.STRICT);
        Ruleset ruleset = new Ruleset("e", 1, 1, Map.of("flag", flag), List.of());
        assertThat(RulesetCodec.read(RulesetCodec.write(ruleset), Mode.LENIENT)).isEqualTo(ruleset);
    }

    private static String refusalOf(Object value) {
        InvalidRulesetException refusal = catchThrowableOfType(
                InvalidRulesetException.class, () -> RulesetCodec.decodeFlag("flag", jsonFlag(value), Mode.STRICT));
        return refusal.faults().get(0).path();
    }

    private static Map<String, Object> jsonFlag(Object value) {
        return Map.<String, Object>of(
                "type",
                "json",
                "kind",
                "release",
                "on",
                true,
                "variations",
                List.of(Map.of("name", "a", "value", value)),
                "offVariation",
                "a",
                "fallthrough",
                Map.of("variation", "a"));
    }

    private static String copies(String item, int count) {
        return String.join(",", Collections.nCopies(count, item));
    }

    private static String document(String flags, String holds) {
        return "{\"format\":1,\"environment\":\"test\",\"epoch\":1,\"revision\":1,\"flags\":{" + flags + "},\"holds\":["
                + holds + "]}";
    }

    private static InvalidRulesetException refusal(String json) {
        return refusal(json.getBytes(UTF_8), Mode.LENIENT);
    }

    private static InvalidRulesetException refusal(byte[] json, Mode mode) {
        InvalidRulesetException refusal =
                catchThrowableOfType(InvalidRulesetException.class, () -> RulesetCodec.read(json, mode));
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal;
    }
}

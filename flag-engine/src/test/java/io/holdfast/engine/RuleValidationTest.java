package io.holdfast.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.holdfast.engine.RulesetCodec.Mode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a rule is said by its path, in a sentence for whoever wrote it. */
@Tag("E8")
class RuleValidationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'attribute':'a','operator':'soundsLike','values':['x']}         | /operator | 'soundsLike' is not an operator",
                "{'attribute':'a','values':['x']}                                 | /operator | is missing",
                "{'operator':'in','values':['x']}                                 | /attribute | is missing",
                "{'attribute':'','operator':'in','values':['x']}                  | /attribute | must be an attribute's name",
                "{'attribute':'/a~2','operator':'in','values':['x']}              | /attribute | must be an attribute's name",
                "{'attribute':7,'operator':'in','values':['x']}                   | /attribute | must be text",
                "{'attribute':'a','operator':'in'}                                | /values   | needs at least one value",
                "{'attribute':'a','operator':'in','values':[]}                    | /values   | needs at least one value",
                "{'attribute':'a','operator':'in','values':'x'}                   | /values   | must be a list",
                "{'attribute':'a','operator':'in','values':[null]}                | /values/0 | must be text, a number, true or false",
                "{'attribute':'a','operator':'in','values':['x',['y']]}           | /values/1 | must be text, a number, true or false",
                "{'attribute':'a','operator':'startsWith','values':['x',7]}       | /values/1 | must be text",
                "{'attribute':'a','operator':'matches','values':['(']}            | /values/0 | is not a regular expression",
                "{'attribute':'a','operator':'matches','values':['(?=x)']}        | /values/0 | is not a regular expression",
                "{'attribute':'a','operator':'equals','values':['7']}             | /values/0 | must be a number",
                "{'attribute':'a','operator':'lessThan','values':[1,2]}           | /values   | must be a single one",
                "{'attribute':'a','operator':'before','values':['2026-02-30T00:00:00Z']} | /values/0 | must be a date and time such as",
                "{'attribute':'a','operator':'after','values':['2026-01-01']}     | /values/0 | must be a date and time such as",
                "{'attribute':'a','operator':'semverAtLeast','values':['1.2']}    | /values/0 | must be a full semantic version",
                "{'attribute':'a','operator':'inNetwork','values':['10.0.0.0/33']} | /values/0 | must be a network such as",
                "{'attribute':'a','operator':'inNetwork','values':['10.0.0.0/08']} | /values/0 | must be a network such as",
                "{'attribute':'a','operator':'exists','values':['x']}             | /values   | must be left out",
                "{'attribute':'a','operator':'inSegment','values':['s']}          | /attribute | must be left out",
                "{'operator':'inSegment','values':['No Key']}                     | /values/0 | must be the key of a segment",
                "{'attribute':'a','operator':'in','values':['x'],'negate':'yes'}  | /negate   | must be true or false",
                "{'attribute':'a','operator':'equals','values':[1],'ignoreCase':true} | /ignoreCase | is for operators on text only",
                "{'attribute':'a','operator':'in','values':['x'],'unit':'km'}     | /unit     | is not a field that is known here",
            })
    void namesWhatIsWrongWithAClause(String clause, String path, String sentence) {
        List<Fault> faults = refusal(rule("'id':'r','variation':'on','clauses':[" + clause + "]"));
        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.path()).isEqualTo("/rules/0/clauses/0" + path);
            assertThat(fault.message()).startsWith(sentence);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'rules':[{'variation':'on','clauses':[CLAUSE]}]                  | /rules/0/id | is missing",
                "'rules':[{'id':'A b','variation':'on','clauses':[CLAUSE]}]       | /rules/0/id | must be lower-case letters",
                "'rules':[RULE,RULE]                                              | /rules/1/id | 'r' is the id of another rule too",
                "'rules':[{'id':'r','variation':'on'}]                            | /rules/0/clauses | needs at least one condition",
                "'rules':[{'id':'r','clauses':[CLAUSE]}]                          | /rules/0 | must have either a variation or a rollout",
                "'rules':[{'id':'r','variation':'blue','clauses':[CLAUSE]}]       | /rules/0/variation | 'blue' is none of this flag's variations",
                "'rules':[{'id':'r','clauses':[CLAUSE],'rollout':{'weights':[{'variation':'on','weight':99999}]}}] | /rules/0/rollout/weights | sum to 99.999 %, but must sum to 100 %",
                "'rules':[{'id':'r','clauses':[CLAUSE],'rollout':{'by':'/~','weights':[{'variation':'on','weight':100000}]}}] | /rules/0/rollout/by | must be an attribute's name",
                "'rules':{}                                                       | /rules | must be a list",
                "'targets':[{'variation':'blue','values':['u']}]                  | /targets/0/variation | 'blue' is none of this flag's variations",
                "'targets':[{'variation':'on','values':['']}]                     | /targets/0/values/0 | must be text, and not empty",
                "'targets':[{'variation':'on','values':['u']},{'variation':'off','values':['u']}] | /targets/1/values | has 'u', who is targeted above already",
                "'prerequisites':[{'variations':['on']}]                          | /prerequisites/0/flag | is missing",
                "'prerequisites':[{'flag':'x','variations':[]}]                   | /prerequisites/0/variations | needs at least one variation",
                "'prerequisites':[{'flag':'x','variations':['on']},{'flag':'x','variations':['off']}] | /prerequisites/1/flag | 'x' is a prerequisite already",
            })
    void namesWhatIsWrongWithTargeting(String fields, String path, String sentence) {
        assertThat(refusal(flag(fields))).singleElement().satisfies(fault -> {
            assertThat(fault.path()).isEqualTo(path);
            assertThat(fault.message()).startsWith(sentence);
        });
    }

    @Test
    void namesWhoASegmentIncludesAndExcludes() {
        InvalidRulesetException refusal = catchThrowableOfType(
                InvalidRulesetException.class,
                () -> RulesetCodec.decodeSegment(
                        Map.of("included", List.of("a", "b"), "excluded", List.of("b")), Mode.STRICT));
        assertThat(refusal.faults()).containsExactly(new Fault("/excluded", "has 'b', who is included as well"));
    }

    @Test
    void holdsEveryCountToItsLimit() {
        assertThat(paths(rule("'id':'r','variation':'on','clauses':[" + copies("CLAUSE", Limits.CLAUSES + 1) + "]")))
                .contains("/rules/0/clauses");
        assertThat(paths(flag("'rules':[" + copies("RULE", Limits.RULES + 1) + "]")))
                .containsExactly("/rules");
        assertThat(paths(clause("in", numbers(Limits.VALUES + 1)))).contains("/rules/0/clauses/0/values");
        assertThat(paths(clause("inNetwork", copies("'::'", Limits.COMPARED_VALUES + 1))))
                .contains("/rules/0/clauses/0/values");
        assertThat(paths(clause("matches", copies("'x'", Limits.EXPRESSIONS + 1))))
                .contains("/rules/0/clauses/0/values");
        assertThat(paths(clause("matches", "'" + "x".repeat(Limits.EXPRESSION_LENGTH + 1) + "'")))
                .contains("/rules/0/clauses/0/values/0");
        assertThat(paths(flag("'targets':[{'variation':'on','values':[" + numbers(Limits.TARGETS + 1) + "]}]")))
                .containsExactly("/targets/0/values");
        assertThat(paths(flag("'prerequisites':[" + copies("{'flag':'x','variations':['on']}", Limits.PREREQUISITES + 1)
                        + "]")))
                .containsExactly("/prerequisites");
    }

    private static List<String> paths(String flag) {
        return refusal(flag).stream().map(Fault::path).toList();
    }

    private static String clause(String operator, String values) {
        return rule("'id':'r','variation':'on','clauses':[{'attribute':'a','operator':'" + operator + "','values':["
                + values + "]}]");
    }

    private static String numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).collect(Collectors.joining(","));
    }

    private static String copies(String item, int count) {
        return String.join(",", Collections.nCopies(count, item));
    }

    private static String rule(String fields) {
        return flag("'rules':[{" + fields + "}]");
    }

    private static String flag(String fields) {
        return ("{'type':'boolean','kind':'release','on':true,'offVariation':'off','fallthrough':{'variation':'on'},"
                        + "'variations':[{'name':'on','value':true},{'name':'off','value':false}]," + fields + "}")
                .replace("RULE", "{'id':'r','variation':'on','clauses':[CLAUSE]}")
                .replace("CLAUSE", "{'attribute':'a','operator':'exists'}");
    }

    private static List<Fault> refusal(String flag) {
        InvalidRulesetException refusal = catchThrowableOfType(
                InvalidRulesetException.class, () -> RulesetCodec.decodeFlag("f", json(flag), Mode.STRICT));
        assertThat(refusal).as("a refusal of %s", flag).isNotNull();
        return refusal.faults();
    }

    private static Map<String, Object> json(String flag) throws InvalidRulesetException {
        Map<String, Object> fields = new LinkedHashMap<>();
        Map<?, ?> read = (Map<?, ?>) JsonReader.read(flag.replace('\'', '"').getBytes(UTF_8));
        read.forEach((name, value) -> fields.put((String) name, value));
        return fields;
    }
}

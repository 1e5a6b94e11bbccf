package io.holdfast.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;

/** Makes valid clauses of every operator. */
final class RandomClauses {
    private static final String[] TIMES = {"2026-01-01T12:00:00Z", "1969-12-31T23:59:59.5+01:00"};
    private static final String[] VERSIONS = {"1.2.3", "0.0.1-beta.2", "0.3.0+x"};
    private static final String[] NETWORKS = {"10.0.0.0/8", "::1", "2001:db8::/33"};
    private static final String[] EXPRESSIONS = {"^a+$", "[0-9]|x{2,3}", "(?i)user-."};

    private final RandomRulesets some;
    private final List<String> segments;

    /** Clauses that may name {@code segments}. */
    RandomClauses(RandomRulesets some, List<String> segments) {
        this.some = some;
        this.segments = segments;
    }

    Clause clause() {
        Operator operator = some.pick(Operator.values());
        return decode(clause(operator == Operator.IN_SEGMENT && segments.isEmpty() ? Operator.EXISTS : operator));
    }

    private Map<String, Object> clause(Operator operator) {
        Map<String, Object> clause = new LinkedHashMap<>();
        clause.put("operator", operator.wireName());
        if (operator != Operator.IN_SEGMENT) {
            clause.put("attribute", some.pick(RandomRulesets.ATTRIBUTES));
        }
        if (operator != Operator.EXISTS) {
            clause.put("values", values(operator));
        }
        clause.put("negate", some.nextInt(2) == 0);
        clause.put("ignoreCase", operator.isTextual() && some.nextInt(2) == 0);
        return clause;
    }

    private List<Object> values(Operator operator) {
        boolean single = operator.wireName().matches(".*(Than|Most|Least)|before|after");
        List<Object> values = new ArrayList<>();
        for (int i = single ? 1 : 1 + some.nextInt(3); i > 0; i--) {
            values.add(value(operator));
        }
        return values;
    }

    private Object value(Operator operator) {
        return switch (operator) {
            case IN -> some.value(some.pick(new FlagType[] {FlagType.STRING, FlagType.NUMBER, FlagType.BOOLEAN}));
            case STARTS_WITH, ENDS_WITH, CONTAINS -> some.pick(RandomRulesets.TEXTS);
            case MATCHES -> some.pick(EXPRESSIONS);
            case BEFORE, AFTER -> some.nextInt(2) == 0 ? some.pick(TIMES) : (Object) 0L;
            case IN_NETWORK -> some.pick(NETWORKS);
            case IN_SEGMENT -> some.pick(segments);
            default ->
                operator.wireName().startsWith("semver") ? some.pick(VERSIONS) : some.pick(RandomRulesets.NUMBERS);
        };
    }

    private static Clause decode(Map<String, Object> clause) {
        Faults faults = new Faults();
        Node rule = Node.of("", Map.of("clauses", List.of(clause)), faults);
        List<Clause> clauses = new ClauseDecoder(new Decoding(RulesetCodec.Mode.STRICT, faults)).clauses(rule);
        Assertions.assertThat(faults.any()).as("%s", clause).isFalse();
        return clauses.get(0);
    }
}

package io.holdfast.engine;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a clause can ask of an attribute. What each means exactly is in the README of the evaluation vectors. */
public enum Operator {
    IN("in", Operands::in),
    STARTS_WITH("startsWith", text(String::startsWith)),
    ENDS_WITH("endsWith", text(String::endsWith)),
    CONTAINS("contains", text(String::contains)),
    MATCHES("matches", Operands::matches),
    EQUALS("equals", Operands::numbers),
    NOT_EQUALS("notEquals", Operands::otherNumbers),
    LESS_THAN("lessThan", number(order -> order < 0)),
    AT_MOST("atMost", number(order -> order <= 0)),
    GREATER_THAN("greaterThan", number(order -> order > 0)),
    AT_LEAST("atLeast", number(order -> order >= 0)),
    BEFORE("before", operands -> operands.instant((time, limit) -> time < limit)),
    AFTER("after", operands -> operands.instant((time, limit) -> time > limit)),
    SEMVER_EQUALS("semverEquals", operands -> operands.versions(SemanticVersion::equals)),
    SEMVER_LESS_THAN("semverLessThan", version(order -> order < 0)),
    SEMVER_AT_MOST("semverAtMost", version(order -> order <= 0)),
    SEMVER_GREATER_THAN("semverGreaterThan", version(order -> order > 0)),
    SEMVER_AT_LEAST("semverAtLeast", version(order -> order >= 0)),
    SEMVER_COMPATIBLE("semverCompatible", operands -> operands.versions(SemanticVersion::compatibleWith)),
    SEMVER_APPROXIMATELY("semverApproximately", operands -> operands.versions(SemanticVersion::approximately)),
    IN_NETWORK("inNetwork", Operands::networks),
    EXISTS("exists", Operands::exists),
    IN_SEGMENT("inSegment", Operands::segments);

    private static final Map<String, Operator> BY_NAME = new HashMap<>();

    static {
        for (Operator operator : values()) {
            BY_NAME.put(operator.wireName, operator);
        }
    }

    private final String wireName;
    // Only functions without state are given.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<Operands, Condition> compiler;

    Operator(String wireName, Function<Operands, Condition> compiler) {
        this.wireName = wireName;
        this.compiler = compiler;
    }

    /** The name in rulesets, vectors and the API. */
    public String wireName() {
        return wireName;
    }

    static @Nullable Operator fromWireName(String name) {
        return BY_NAME.get(name);
    }

    static Collection<String> names() {
        return Arrays.stream(values()).map(Operator::wireName).toList();
    }

    /** Whether case can be ignored: it compares text. */
    boolean isTextual() {
        return compareTo(MATCHES) <= 0;
    }

    /** The condition, with every operand read. Reports operands that do not fit. */
    Condition compile(Operands operands) {
        return compiler.apply(operands);
    }

    private interface Order {
        boolean holds(int order);
    }

    private static Function<Operands, Condition> text(BiPredicate<String, String> relation) {
        return operands -> operands.texts(relation);
    }

    private static Function<Operands, Condition> number(Order wanted) {
        return operands -> operands.number((one, other) -> wanted.holds(Numbers.compare(one, other)));
    }

    private static Function<Operands, Condition> version(Order wanted) {
        return operands -> operands.version((one, other) -> wanted.holds(one.compareTo(other)));
    }
}

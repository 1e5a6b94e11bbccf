package io.holdfast.engine;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A clause's {@code values}, read for its operator. Each that does not fit is reported by its own path. */
final class Operands {
    private static final String ATTRIBUTE = "attribute";
    private static final String VALUES = "values";
    private static final String A_TEXT = "must be text, to go with this operator";
    private static final String A_NUMBER = "must be a number, to go with this operator";
    private static final String A_TIME =
            "must be a date and time such as 2026-01-31T08:00:00Z, or a whole number of milliseconds since 1970";
    private static final String A_VERSION = "must be a full semantic version such as 2.1.0";
    private static final String A_NETWORK = "must be a network such as 10.0.0.0/8 or 2001:db8::/32, or an address";

    private final Node clause;
    private final boolean ignoreCase;
    private final Expressions expressions;

    Operands(Node clause, boolean ignoreCase, Expressions expressions) {
        this.clause = clause;
        this.ignoreCase = ignoreCase;
        this.expressions = expressions;
    }

    Condition exists() {
        if (clause.has(VALUES)) {
            clause.fault(VALUES, "must be left out: this operator compares with nothing");
        }
        return new Condition.Exists(attribute());
    }

    Condition segments() {
        if (clause.has(ATTRIBUTE)) {
            clause.fault(ATTRIBUTE, "must be left out: a segment looks at the whole context");
        }
        return new Condition.InSegment(
                each(Limits.COMPARED_VALUES, Operands::key, "must be the key of a segment"), List.of());
    }

    Condition in() {
        List<Object> scalars = each(
                Limits.VALUES,
                value -> value instanceof String ? folded(value) : scalar(value),
                "must be text, a number, true or false");
        return passes(SetTest.ofScalars(scalars, ignoreCase));
    }

    Condition numbers() {
        return passes(numberSet());
    }

    Condition otherNumbers() {
        return passes(numberSet().opposite());
    }

    Condition texts(BiPredicate<String, String> relation) {
        return passes(new RelationTest<>(this::folded, relation, each(Limits.COMPARED_VALUES, this::folded, A_TEXT)));
    }

    Condition matches() {
        List<Pattern> patterns = new ArrayList<>();
        List<String> texts = each(Limits.EXPRESSIONS, Operands::text, A_TEXT);
        for (int i = 0; i < texts.size(); i++) {
            Pattern compiled = expressions.compile(texts.get(i), ignoreCase, clause.pathOf(VALUES) + "/" + i);
            if (compiled != null) {
                patterns.add(compiled);
            }
        }
        return passes(new RelationTest<>(
                Operands::searchable, (text, pattern) -> pattern.matcher(text).find(), patterns));
    }

    Condition number(BiPredicate<Number, Number> relation) {
        return one(Numbers::canonical, relation, A_NUMBER);
    }

    Condition instant(BiPredicate<Long, Long> relation) {
        return one(Instants::micros, relation, A_TIME);
    }

    Condition version(BiPredicate<SemanticVersion, SemanticVersion> relation) {
        return one(SemanticVersion::of, relation, A_VERSION);
    }

    Condition versions(BiPredicate<SemanticVersion, SemanticVersion> relation) {
        return passes(new RelationTest<>(
                SemanticVersion::of, relation, each(Limits.COMPARED_VALUES, SemanticVersion::of, A_VERSION)));
    }

    Condition networks() {
        List<Network> networks = each(Limits.COMPARED_VALUES, Network::of, A_NETWORK);
        return passes(new RelationTest<>(Address::of, (address, network) -> network.contains(address), networks));
    }

    private <T> Condition one(Function<Object, @Nullable T> reader, BiPredicate<T, T> relation, String message) {
        List<T> operands = each(Limits.COMPARED_VALUES, reader, message);
        if (operands.size() > 1) {
            clause.fault(VALUES, "must be a single one: to be less or more than several says nothing clear");
        }
        return passes(new RelationTest<>(reader, relation, operands));
    }

    private ValueTest numberSet() {
        List<Number> numbers = each(Limits.VALUES, Numbers::canonical, A_NUMBER);
        return SetTest.ofNumbers(numbers);
    }

    private Condition passes(ValueTest test) {
        return new Condition.OfAttribute(attribute(), test);
    }

    private Attribute attribute() {
        String name = clause.requiredString(ATTRIBUTE);
        if (!Attribute.isSound(name) && clause.get(ATTRIBUTE) instanceof String) {
            clause.fault(ATTRIBUTE, "must be an attribute's name, or a path to one such as /address/country");
        }
        return Attribute.of(Attribute.isSound(name) ? name : Rollout.TARGETING_KEY);
    }

    private <T> List<T> each(int most, Function<Object, @Nullable T> reader, String message) {
        List<?> values = clause.items(VALUES, most);
        if (values.isEmpty() && (!clause.has(VALUES) || clause.get(VALUES) instanceof List)) {
            clause.fault(VALUES, "needs at least one value");
        }
        List<T> read = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            T operand = value == null ? null : reader.apply(value);
            if (operand == null) {
                clause.fault(VALUES, i, message);
            } else {
                read.add(operand);
            }
        }
        return read;
    }

    private @Nullable String folded(Object value) {
        String text = text(value);
        return text != null && ignoreCase ? CaseFolding.fold(text) : text;
    }

    private static @Nullable String key(Object value) {
        return value instanceof String text && Node.KEY.matcher(text).matches() ? text : null;
    }

    private static @Nullable String text(Object value) {
        return value instanceof String text ? text : null;
    }

    /** Beyond this length searching would take too long for a check. */
    private static @Nullable String searchable(Object value) {
        return value instanceof String text && text.length() <= Limits.SEARCHED_LENGTH ? text : null;
    }

    private static @Nullable Object scalar(Object value) {
        return value instanceof String || value instanceof Boolean ? value : Numbers.canonical(value);
    }
}

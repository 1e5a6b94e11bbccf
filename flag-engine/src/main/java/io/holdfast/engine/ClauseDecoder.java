package io.holdfast.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a clause's JSON object into a {@link Clause}, reporting every fault. */
final class ClauseDecoder {
    private final Decoding decoding;

    ClauseDecoder(Decoding decoding) {
        this.decoding = decoding;
    }

    /** All clauses of {@code rule}; at least one, since a rule for everybody is the fallthrough. */
    List<Clause> clauses(Node rule) {
        List<Clause> clauses = rule.nodes("clauses", Limits.CLAUSES, this::clause);
        if (clauses.isEmpty()) {
            rule.fault("clauses", "needs at least one condition; what everybody gets is the fallthrough");
        }
        return clauses;
    }

    private Clause clause(Node node) {
        String name = node.requiredString("operator");
        boolean negate = node.booleanOr("negate", false);
        boolean ignoreCase = node.booleanOr("ignoreCase", false);
        Operator operator = Operator.fromWireName(name);
        Condition condition = operator == null ? unknown(node, name) : known(node, operator, ignoreCase);
        Clause.Text text = new Clause.Text(node.string("attribute"), name, values(node), negate, ignoreCase);
        decoding.finish(node);
        return new Clause(text, condition);
    }

    private Condition known(Node node, Operator operator, boolean ignoreCase) {
        if (ignoreCase && !operator.isTextual()) {
            node.fault("ignoreCase", "is for operators on text only");
        }
        return operator.compile(new Operands(node, ignoreCase, decoding.expressions()));
    }

    private Condition unknown(Node node, String name) {
        if (name.length() > Limits.KEY_LENGTH) {
            node.fault("operator", "is longer than " + Limits.KEY_LENGTH + " characters");
        }
        if (decoding.isStrict() && !name.isEmpty()) {
            node.fault("operator", "'" + name + "' is not an operator; there are " + Operator.names());
        }
        return new Condition.Unknown();
    }

    private static List<@Nullable Object> values(Node node) {
        List<@Nullable Object> values = new ArrayList<>();
        if (node.value("values") instanceof List<?> list) {
            values.addAll(list);
        }
        return Collections.unmodifiableList(values);
    }
}

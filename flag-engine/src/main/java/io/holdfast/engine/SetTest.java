package io.holdfast.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Is the value one of these? By hash, so that thousands cost no more than one. */
final class SetTest implements ValueTest {
    private final Set<Object> operands;
    private final @Nullable TextSet texts;
    private final boolean numbersOnly;
    private final boolean ignoreCase;

    private SetTest(List<?> operands, boolean numbersOnly, boolean ignoreCase) {
        this.operands = new HashSet<>(operands);
        this.texts = TextSet.of(textsOf(this.operands));
        this.numbersOnly = numbersOnly;
        this.ignoreCase = ignoreCase;
    }

    /** Numbers in their canonical form; what is no number cannot be used. */
    static SetTest ofNumbers(List<Number> operands) {
        return new SetTest(operands, true, false);
    }

    /** Texts, folded where case is ignored, canonical numbers, true and false. */
    static SetTest ofScalars(List<Object> operands, boolean ignoreCase) {
        return new SetTest(operands, false, ignoreCase);
    }

    @Override
    public Match test(Object value) {
        if (value instanceof String text) {
            return numbersOnly ? Match.UNUSABLE : found(has(ignoreCase ? CaseFolding.fold(text) : text));
        }
        boolean usable = value instanceof Boolean ? !numbersOnly : Numbers.canonical(value) != null;
        return usable ? found(operands.contains(value)) : Match.UNUSABLE;
    }

    private boolean has(String text) {
        return texts == null ? operands.contains(text) : texts.contains(text);
    }

    private static Match found(boolean found) {
        return found ? Match.YES : Match.NO;
    }

    private static List<String> textsOf(Set<Object> operands) {
        List<String> texts = new ArrayList<>();
        for (Object operand : operands) {
            if (operand instanceof String text) {
                texts.add(text);
            }
        }
        return texts;
    }
}

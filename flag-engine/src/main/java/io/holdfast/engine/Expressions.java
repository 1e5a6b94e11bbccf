package io.holdfast.engine;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Compiles regular expressions, in RE2's syntax, which are searched in linear time. A short expression can compile to a very
 * long program, so both one program and all programs of a document are bounded.
 */
final class Expressions {
    private final Faults faults;
    private long instructions;

    Expressions(Faults faults) {
        this.faults = faults;
    }

    /** The compiled expression, or null where it has a fault, which is then reported. */
    @Nullable
    Pattern compile(String expression, boolean ignoreCase, String path) {
        if (expression.length() > Limits.EXPRESSION_LENGTH) {
            faults.add(path, "is longer than " + Limits.EXPRESSION_LENGTH + " characters");
            return null;
        }
        if (instructions > Limits.ALL_EXPRESSIONS_SIZE) {
            faults.add(path, "is one regular expression too many: all together have become too large");
            return null;
        }
        try {
            return bounded(Pattern.compile(expression, ignoreCase ? Pattern.CASE_INSENSITIVE : 0), path);
        } catch (PatternSyntaxException e) {
            faults.add(path, "is not a regular expression: " + e.getMessage());
            return null;
        }
    }

    private @Nullable Pattern bounded(Pattern compiled, String path) {
        instructions += compiled.programSize();
        if (compiled.programSize() > Limits.EXPRESSION_SIZE) {
            faults.add(path, "is too large a regular expression: repeat less");
            return null;
        }
        return compiled;
    }
}

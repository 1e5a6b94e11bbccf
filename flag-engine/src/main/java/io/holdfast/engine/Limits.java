package io.holdfast.engine;

/** What a ruleset may hold at most. Everything that is read is held to these, so that hostile input stays cheap. */
public final class Limits {
    /** Bytes of one encoded ruleset. */
    public static final int DOCUMENT_BYTES = 32 * 1024 * 1024;
    /** JSON values of one encoded ruleset, which bounds the memory that it takes to read one. */
    public static final int JSON_VALUES = 5_000_000;
    /** Flags in one environment. */
    public static final int FLAGS = 100_000;
    /** Segments in one environment. */
    public static final int SEGMENTS = 10_000;
    /** Targeting keys that a segment includes, and those that it excludes. */
    public static final int SEGMENT_KEYS = 100_000;
    /** Prerequisites of one flag. */
    public static final int PREREQUISITES = 100;
    /** Targeting keys that one variation of a flag is served to by name. */
    public static final int TARGETS = 10_000;
    /** Rules of one flag or segment. */
    public static final int RULES = 1_000;
    /** Clauses of one rule. */
    public static final int CLAUSES = 100;
    /** Values of one clause with {@code in}, {@code equals} or {@code notEquals}. */
    public static final int VALUES = 10_000;
    /** Values of one clause with another operator: each is looked at in turn. */
    public static final int COMPARED_VALUES = 1_000;
    /** Values of one clause with {@code matches}. */
    public static final int EXPRESSIONS = 100;
    /** Characters of one regular expression. */
    public static final int EXPRESSION_LENGTH = 1_000;
    /** Instructions of RE2 that one regular expression may need: {@code a{1000}} needs a thousand. */
    public static final int EXPRESSION_SIZE = 5_000;
    /** Instructions of RE2 that all regular expressions of a ruleset may need together. */
    public static final int ALL_EXPRESSIONS_SIZE = 1_000_000;
    /** Characters of an attribute that {@code matches} looks at; longer ones never match. */
    public static final int SEARCHED_LENGTH = 4_096;
    /** Characters of a targeting key that is named. */
    public static final int TEXT_LENGTH = 1_000;
    /** Variations of one flag, and weights of one rollout. */
    public static final int VARIATIONS = 100;
    /** Holds in one environment. */
    public static final int HOLDS = 1_000;
    /** Applications or regions in one scope. */
    public static final int SCOPE_ENTRIES = 100;
    /** Characters of a key, an id, or the name of an operator. */
    public static final int KEY_LENGTH = 100;
    /** Characters of one string value. */
    public static final int STRING_LENGTH = 64 * 1024;
    /** Characters of one number. */
    public static final int NUMBER_LENGTH = 100;
    /** How deep arrays and objects may nest. */
    public static final int DEPTH = 64;

    /** How deep arrays and objects may nest inside one value, so that the ruleset around it stays within its own limit. */
    public static final int VALUE_DEPTH = 32;

    /** Characters of a name in an object. */
    public static final int NAME_LENGTH = 1_000;

    private Limits() {}
}

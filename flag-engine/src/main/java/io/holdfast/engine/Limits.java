package io.holdfast.engine;

/** What a ruleset may hold at most. Everything that is read is held to these, so that hostile input stays cheap. */
public final class Limits {
    /** Bytes of one encoded ruleset. */
    public static final int DOCUMENT_BYTES = 32 * 1024 * 1024;
    /** Flags in one environment. */
    public static final int FLAGS = 20_000;
    /** Variations of one flag, and weights of one rollout. */
    public static final int VARIATIONS = 100;
    /** Holds in one environment. */
    public static final int HOLDS = 1_000;
    /** Applications or regions in one scope. */
    public static final int SCOPE_ENTRIES = 100;
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

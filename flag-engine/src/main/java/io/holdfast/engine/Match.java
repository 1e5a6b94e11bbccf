package io.holdfast.engine;

/** What a clause finds, before it is negated. */
public enum Match {
    YES,
    NO,
    /** There is nothing that could be compared: no such attribute, or none of a fitting type. Negating does not change it. */
    UNUSABLE
}

package io.holdfast.engine;

/** Why a flag answered as it did: OpenFeature's reasons, and Holdfast's own for shedding and prerequisites. */
public enum Reason {
    STATIC,
    DEFAULT,
    SPLIT,
    TARGETING_MATCH,
    DISABLED,
    SHED,
    PREREQUISITE_FAILED,
    ERROR
}

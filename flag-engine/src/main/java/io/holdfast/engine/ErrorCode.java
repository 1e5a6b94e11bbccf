package io.holdfast.engine;

/** OpenFeature's error codes, as far as an evaluation can end in them. */
public enum ErrorCode {
    PROVIDER_NOT_READY,
    FLAG_NOT_FOUND,
    TYPE_MISMATCH,
    TARGETING_KEY_MISSING,
    INVALID_CONTEXT
}

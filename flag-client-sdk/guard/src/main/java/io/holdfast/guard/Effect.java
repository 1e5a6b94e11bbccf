package io.holdfast.guard;

/** What handling a request does, as far as a browse-only mode needs to know. */
public enum Effect {
    /** Changes nothing that matters. */
    READ,
    /** Changes something. */
    WRITE,
    /** Let through even while writes are refused, such as signing in. */
    EXEMPT
}

package io.holdfast.engine;

/** A flag or a segment, which can name others that it needs for its answer. */
sealed interface Linked permits Flag, Segment {
    /** What costs more to answer than this is answered by a {@link Run}, which remembers. */
    int DEAR = 64;

    References references();
}

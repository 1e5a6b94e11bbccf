package io.holdfast.engine;

/** How strongly writes are kept off, weakest first, so that {@link #compareTo} compares strength. */
public enum Stage {
    /** Nothing is kept off. */
    OFF,
    /** Counts what would be refused, and changes nothing. */
    OBSERVE,
    /** Lets writes through and tells the user. */
    WARN,
    /** Refuses writes. */
    ENFORCE;

    /** The stronger of the two. */
    public Stage or(Stage other) {
        return compareTo(other) >= 0 ? this : other;
    }
}

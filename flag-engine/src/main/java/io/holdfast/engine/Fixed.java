package io.holdfast.engine;

/** The same variation for everybody. */
public record Fixed(Variation variation) implements Outcome {}

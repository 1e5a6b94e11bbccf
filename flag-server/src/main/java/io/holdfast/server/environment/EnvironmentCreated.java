package io.holdfast.server.environment;

/** A new environment; published in the transaction that creates it. */
public record EnvironmentCreated(String key) {}

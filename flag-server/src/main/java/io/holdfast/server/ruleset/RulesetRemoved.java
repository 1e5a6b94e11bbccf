package io.holdfast.server.ruleset;

/** An environment is gone, and its ruleset no longer in memory. Published on every node, after the removal. */
public record RulesetRemoved(String environment) {}

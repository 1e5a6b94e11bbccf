package io.holdfast.server.ruleset;

/** An environment's ruleset in memory was replaced by {@code current}. Published on every node, after the replacement. */
public record RulesetChanged(EncodedRuleset current) {}

package io.holdfast.engine;

/** What a rule, or a flag that nothing more specific applies to, serves: a variation, or a rollout. */
public sealed interface Outcome permits Fixed, Rollout {}

package io.holdfast.client;

/**
 * Counts since the client was made.
 *
 * @param evaluations checks answered
 * @param refusals writes that a guard refused, or would have in OBSERVE
 * @param syncFailures failed attempts to reach a server
 * @param snapshotFailures snapshots that could not be read or written
 * @param unknownOperators operators of a newer server that were met so far; clauses with one never match, until this SDK is
 *     updated
 * @param listenerFailures listeners that threw, and notifications dropped since listeners were too slow
 */
public record ClientMetrics(
        long evaluations,
        long refusals,
        long syncFailures,
        long snapshotFailures,
        long unknownOperators,
        long listenerFailures) {}

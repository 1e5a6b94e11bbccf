package io.holdfast.client;

import io.holdfast.engine.InstanceIdentity;
import io.holdfast.engine.Posture;
import io.holdfast.engine.Ruleset;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client knows: the newest ruleset and the posture that follows for this instance. Readers take one reference and
 * never wait; writers take turns. Thread-safe.
 */
final class Knowledge {
    private static final Logger LOG = LoggerFactory.getLogger(FlagClient.class);
    private static final int MOST_UNKNOWN = 100;

    private final AtomicReference<Snapshot> current = new AtomicReference<>(Snapshot.EMPTY);
    private final InstanceIdentity identity;
    private final InstantSource clock;
    private final Listeners listeners;
    private final Set<String> unknownOperators = ConcurrentHashMap.newKeySet();
    private volatile Duration serverAhead = Duration.ZERO;

    Knowledge(InstanceIdentity identity, InstantSource clock, Listeners listeners) {
        this.identity = identity;
        this.clock = clock;
        this.listeners = listeners;
    }

    AtomicReference<Snapshot> reference() {
        return current;
    }

    Snapshot get() {
        return current.get();
    }

    /** Takes {@code ruleset} if it is newer than what is known. Answers whether it was. */
    synchronized boolean accept(Ruleset ruleset) {
        Snapshot before = current.get();
        if (!ruleset.newerThan(before.ruleset())) {
            return false;
        }
        ruleset.unknownOperators().forEach(this::meet);
        replace(before, ruleset);
        return true;
    }

    /** How many operators that only newer versions know were met so far. */
    int unknownOperators() {
        return unknownOperators.size();
    }

    /** Says so once for each, since every ruleset from now on will have it. What they are called comes from outside. */
    private void meet(String operator, int clauses) {
        if (unknownOperators.size() < MOST_UNKNOWN && unknownOperators.add(operator)) {
            LOG.warn(
                    "The operator '{}' of {} clauses is not known to this SDK; they never match. Update the SDK",
                    operator,
                    clauses);
        }
    }

    /** Learns how far the server's clock is ahead of this one, since holds begin and end by the server's. */
    synchronized void serverTime(Instant serverTime) {
        serverAhead = Duration.between(clock.instant(), serverTime);
        recompute();
    }

    /** Follows the clock: holds may have begun or ended. */
    synchronized void recompute() {
        Snapshot before = current.get();
        replace(before, before.ruleset());
    }

    private void replace(Snapshot before, Ruleset ruleset) {
        Posture posture = Posture.of(ruleset.holds(), identity, clock.instant().plus(serverAhead));
        if (ruleset == before.ruleset() && posture.equals(before.posture())) {
            return;
        }
        Snapshot after = new Snapshot(ruleset, posture);
        current.set(after);
        listeners.changed(before, after);
    }
}

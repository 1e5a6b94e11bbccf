package io.holdfast.engine;

import java.util.List;
import java.util.Map;

/**
 * All that an SDK needs of one environment. Immutable.
 *
 * @param epoch increases when a database is restored, so that revisions stay comparable
 * @param revision strictly increasing within an epoch
 */
public record Ruleset(String environment, long epoch, long revision, Map<String, Flag> flags, List<Hold> holds) {
    /** Knows nothing, and is older than every other. */
    public static final Ruleset EMPTY = new Ruleset("", 0, 0, Map.of(), List.of());

    public Ruleset {
        flags = Map.copyOf(flags);
        holds = List.copyOf(holds);
    }

    /** Whether this one is to replace {@code other}: by epoch, then by revision. Never true for equals. */
    public boolean newerThan(Ruleset other) {
        return epoch != other.epoch ? epoch > other.epoch : revision > other.revision;
    }

    /** {@code epoch.revision}, which names a version of an environment in ETags and event ids. */
    public String version() {
        return epoch + "." + revision;
    }
}

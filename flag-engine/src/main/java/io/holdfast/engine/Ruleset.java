package io.holdfast.engine;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that an SDK needs of one environment. Immutable, and what its flags and segments name is resolved. */
public final class Ruleset {
    /** Knows nothing, and is older than every other. */
    public static final Ruleset EMPTY = new Ruleset("", 0, 0, Map.of(), List.of());

    private final String environment;
    private final long epoch;
    private final long revision;
    private final Map<String, Flag> flags;
    private final Map<String, Segment> segments;
    private final List<Hold> holds;

    /** A ruleset without segments. */
    public Ruleset(String environment, long epoch, long revision, Map<String, Flag> flags, List<Hold> holds) {
        this(environment, epoch, revision, flags, Map.of(), holds);
    }

    /**
     * @param epoch increases when a database is restored, so that revisions stay comparable
     * @param revision strictly increasing within an epoch
     */
    public Ruleset(
            String environment,
            long epoch,
            long revision,
            Map<String, Flag> flags,
            Map<String, Segment> segments,
            List<Hold> holds) {
        Linker linker = new Linker(flags, segments);
        this.environment = environment;
        this.epoch = epoch;
        this.revision = revision;
        this.flags = Map.copyOf(linker.flags());
        this.segments = Map.copyOf(linker.segments());
        this.holds = List.copyOf(holds);
    }

    public String environment() {
        return environment;
    }

    public long epoch() {
        return epoch;
    }

    public long revision() {
        return revision;
    }

    /** By key. */
    public Map<String, Flag> flags() {
        return flags;
    }

    /** By key. */
    public Map<String, Segment> segments() {
        return segments;
    }

    public List<Hold> holds() {
        return holds;
    }

    /** This ruleset with {@code flag} in the place of the one with its key, or added to the others. */
    public Ruleset with(Flag flag) {
        Map<String, Flag> changed = new HashMap<>(flags);
        changed.put(flag.key(), flag);
        return new Ruleset(environment, epoch, revision, changed, segments, holds);
    }

    /** This ruleset with {@code segment} as {@code key}. */
    public Ruleset with(String key, Segment segment) {
        Map<String, Segment> changed = new HashMap<>(segments);
        changed.put(key, segment);
        return new Ruleset(environment, epoch, revision, flags, changed, holds);
    }

    /** Whether this one is to replace {@code other}: by epoch, then by revision. Never true for equals. */
    public boolean newerThan(Ruleset other) {
        return epoch != other.epoch ? epoch > other.epoch : revision > other.revision;
    }

    /** {@code epoch.revision}, which names a version of an environment in ETags and event ids. */
    public String version() {
        return epoch + "." + revision;
    }

    /**
     * The operators in it that only newer versions know, and how many clauses have each. Those clauses never match. Looks
     * through the whole ruleset.
     */
    public SortedMap<String, Integer> unknownOperators() {
        SortedMap<String, Integer> counts = new TreeMap<>();
        segments.values().forEach(segment -> segment.rules().forEach(clauses -> countUnknown(clauses, counts)));
        flags.values().forEach(flag -> flag.targeting().rules().forEach(rule -> countUnknown(rule.clauses(), counts)));
        return Collections.unmodifiableSortedMap(counts);
    }

    private static void countUnknown(List<Clause> clauses, Map<String, Integer> counts) {
        for (Clause clause : clauses) {
            if (clause.condition() instanceof Condition.Unknown) {
                counts.merge(clause.text().operator(), 1, Integer::sum);
            }
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ruleset that
                && environment.equals(that.environment)
                && epoch == that.epoch
                && revision == that.revision
                && flags.equals(that.flags)
                && segments.equals(that.segments)
                && holds.equals(that.holds);
    }

    @Override
    public int hashCode() {
        return Objects.hash(environment, epoch, revision);
    }

    @Override
    public String toString() {
        return environment + " " + version() + ": " + flags.size() + " flags, " + segments.size() + " segments, "
                + holds;
    }
}

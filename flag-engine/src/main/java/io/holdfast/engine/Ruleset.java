package io.holdfast.engine;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
    private final HashTrie<Flag> flags;
    private final Map<String, Segment> segments;
    private final List<Hold> holds;

    /** Keys of flags that are prerequisites of others; after changes perhaps more than still are. */
    private final Set<String> needed;

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
        this.flags = HashTrie.of(linker.flags());
        this.segments = Collections.unmodifiableMap(new HashMap<>(linker.segments()));
        this.holds = List.copyOf(holds);
        this.needed = new HashSet<>();
        flags.values().forEach(flag -> needed.addAll(flag.references().flags()));
    }

    /** {@code before} with one flag changed, which no other flag needs and which needs no other flag. */
    private Ruleset(Ruleset before, Flag flag) {
        this.environment = before.environment;
        this.epoch = before.epoch;
        this.revision = before.revision;
        this.flags = before.flags.with(flag.key(), flag);
        this.segments = before.segments;
        this.holds = before.holds;
        this.needed = before.needed;
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

    /**
     * This ruleset with {@code flag} in the place of the one with its key, or added to the others. Takes no longer where there
     * are many flags, unless prerequisites lead to it or from it: then all flags are linked anew.
     */
    public Ruleset with(Flag flag) {
        if (flag.references().flags().isEmpty() && !needed.contains(flag.key())) {
            return new Ruleset(this, flag.references().any() ? flag.linked(segmentsOnly()) : flag);
        }
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

    private Links segmentsOnly() {
        return new Links() {
            @Override
            public @Nullable Flag flag(String key) {
                return null;
            }

            @Override
            public @Nullable Segment segment(String key) {
                return segments.get(key);
            }
        };
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

package io.holdfast.engine;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a flag or a segment names, and what of that was found. Immutable. */
final class References {
    private static final References NONE = new References(Set.of(), Set.of(), List.of());

    private final Set<String> flags;
    private final Set<String> segments;
    private final List<Linked> found;
    private final int cost;

    private References(Set<String> flags, Set<String> segments, List<Linked> found) {
        this.flags = flags;
        this.segments = segments;
        this.found = found;
        this.cost = costOf(found);
    }

    static References of(List<Prerequisite> prerequisites, List<List<Clause>> rules) {
        Set<String> flags = new LinkedHashSet<>();
        Set<String> segments = new LinkedHashSet<>();
        Set<Linked> found = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Prerequisite prerequisite : prerequisites) {
            flags.add(prerequisite.key());
            if (prerequisite.flag() != null) {
                found.add(prerequisite.flag());
            }
        }
        for (List<Clause> clauses : rules) {
            for (Clause clause : clauses) {
                if (clause.condition() instanceof Condition.InSegment inSegment) {
                    segments.addAll(inSegment.names());
                    found.addAll(inSegment.segments());
                }
            }
        }
        return flags.isEmpty() && segments.isEmpty() ? NONE : new References(flags, segments, List.copyOf(found));
    }

    /** Keys of flags that it names, found or not. */
    Set<String> flags() {
        return flags;
    }

    /** Keys of segments that it names, found or not. */
    Set<String> segments() {
        return segments;
    }

    boolean any() {
        return this != NONE;
    }

    /** What of them was found and does not lead back here. */
    List<Linked> found() {
        return found;
    }

    /**
     * How many flags and segments have to be asked for an answer, if none is remembered: a bound for the depth, too. Not
     * counted further than to one more than {@link Linked#DEAR}.
     */
    int cost() {
        return cost;
    }

    private static int costOf(List<Linked> found) {
        int cost = 1;
        for (Linked need : found) {
            cost = Math.min(Linked.DEAR + 1, cost + need.references().cost());
        }
        return cost;
    }
}

package io.holdfast.engine;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reports names that lead nowhere, or back to where they stand. Whoever saves must know; who reads a ruleset goes on, since
 * there such names are harmless.
 */
final class ReferenceCheck {
    private static final int LONGEST_WAY = 20;

    private final Map<String, Flag> flags;
    private final Map<String, Segment> segments;
    private final Graph graph;
    private final Faults faults;

    ReferenceCheck(Map<String, Flag> flags, Map<String, Segment> segments, Faults faults) {
        this.flags = flags;
        this.segments = segments;
        this.graph = new Graph(flags, segments);
        this.faults = faults;
    }

    void checkAll() {
        segments.forEach((key, segment) -> check(key, segment, Node.join("/segments", key)));
        flags.forEach((key, flag) -> check(key, flag, Node.join("/flags", key)));
    }

    void check(String key, Flag flag, String path) {
        Graph.@Nullable Vertex origin = graph.flag(key);
        if (origin == null) {
            return;
        }
        List<Prerequisite> prerequisites = flag.targeting().prerequisites();
        for (int i = 0; i < prerequisites.size(); i++) {
            check(origin, prerequisites.get(i), path + "/prerequisites/" + i);
        }
        List<Rule> rules = flag.targeting().rules();
        for (int i = 0; i < rules.size(); i++) {
            check(origin, rules.get(i).clauses(), path + "/rules/" + i);
        }
    }

    void check(String key, Segment segment, String path) {
        Graph.@Nullable Vertex origin = graph.segment(key);
        for (int i = 0; i < segment.rules().size() && origin != null; i++) {
            check(origin, segment.rules().get(i), path + "/rules/" + i);
        }
    }

    private void check(Graph.Vertex origin, Prerequisite prerequisite, String path) {
        Flag flag = flags.get(prerequisite.key());
        if (flag == null) {
            faults.add(path + "/flag", "'" + prerequisite.key() + "' is not a flag here");
            return;
        }
        for (int i = 0; i < prerequisite.variations().size(); i++) {
            String name = prerequisite.variations().get(i);
            if (flag.variations().stream().noneMatch(one -> one.name().equals(name))) {
                faults.add(path + "/variations/" + i, "'" + name + "' is none of the variations of " + flag.key());
            }
        }
        refuseCircle(origin, graph.flag(flag.key()), path + "/flag");
    }

    private void check(Graph.Vertex origin, List<Clause> clauses, String path) {
        for (int i = 0; i < clauses.size(); i++) {
            if (clauses.get(i).condition() instanceof Condition.InSegment inSegment) {
                check(origin, inSegment, path + "/clauses/" + i + "/values/");
            }
        }
    }

    private void check(Graph.Vertex origin, Condition.InSegment inSegment, String path) {
        for (int i = 0; i < inSegment.names().size(); i++) {
            String key = inSegment.names().get(i);
            if (!segments.containsKey(key)) {
                faults.add(path + i, "'" + key + "' is not a segment here");
            }
            refuseCircle(origin, graph.segment(key), path + i);
        }
    }

    private void refuseCircle(Graph.Vertex origin, Graph.@Nullable Vertex named, String path) {
        if (named != null && origin.leadsBackFrom(named) && !faults.full()) {
            faults.add(path, "leads back to where it began: " + shown(graph.circle(origin, named)));
        }
    }

    private static String shown(List<String> way) {
        if (way.size() <= LONGEST_WAY) {
            return String.join(" → ", way);
        }
        int left = way.size() - LONGEST_WAY;
        return String.join(" → ", way.subList(0, LONGEST_WAY - 1)) + " → … " + left + " more → "
                + way.get(way.size() - 1);
    }
}

package io.holdfast.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which flags and segments name which, sorted so that what is named comes first, and circles found (Robert Tarjan,
 * "Depth-First Search and Linear Graph Algorithms", 1972). It recurses on a stack of its own, so any depth will do. What
 * names nothing is left out.
 */
final class Graph {
    private final Map<String, Vertex> flags = new HashMap<>();
    private final Map<String, Vertex> segments = new HashMap<>();
    private final List<Vertex> sorted = new ArrayList<>();

    private final Deque<Vertex> path = new ArrayDeque<>();
    private final Deque<Vertex> open = new ArrayDeque<>();
    private int visited;
    private int circles;

    Graph(Map<String, Flag> flags, Map<String, Segment> segments) {
        segments.forEach((key, segment) -> add(this.segments, key, segment));
        flags.forEach((key, flag) -> add(this.flags, key, flag));
        this.segments.values().forEach(this::connect);
        this.flags.values().forEach(this::connect);
        this.segments.values().forEach(this::visit);
        this.flags.values().forEach(this::visit);
    }

    /** A flag or segment that names others. Those that lead back to each other have the same circle. */
    static final class Vertex {
        final String key;
        final Linked node;
        final List<Vertex> names = new ArrayList<>();
        private int next;
        private int number = -1;
        private int lowest;
        private int circle = -1;

        private Vertex(String key, Linked node) {
            this.key = key;
            this.node = node;
        }

        boolean leadsBackFrom(@Nullable Vertex other) {
            return other != null && other.circle == circle;
        }
    }

    /** All, each after those that it names, but for circles. */
    List<Vertex> sorted() {
        return sorted;
    }

    @Nullable
    Vertex flag(String key) {
        return flags.get(key);
    }

    @Nullable
    Vertex segment(String key) {
        return segments.get(key);
    }

    /** The shortest way from {@code from} by {@code through} back to it, where both are in one circle. */
    List<String> circle(Vertex from, Vertex through) {
        Map<Vertex, Vertex> cameFrom = new HashMap<>();
        Deque<Vertex> reached = new ArrayDeque<>(List.of(through));
        cameFrom.put(through, from);
        while (!cameFrom.containsKey(from)) {
            Vertex vertex = reached.remove();
            for (Vertex next : vertex.names) {
                if (next.leadsBackFrom(from) && cameFrom.putIfAbsent(next, vertex) == null) {
                    reached.add(next);
                }
            }
        }
        Deque<String> way = new ArrayDeque<>(List.of(from.key));
        for (Vertex vertex = cameFrom.get(from); vertex != from && vertex != null; vertex = cameFrom.get(vertex)) {
            way.addFirst(vertex.key);
        }
        way.addFirst(from.key);
        return List.copyOf(way);
    }

    private static void add(Map<String, Vertex> vertices, String key, Linked node) {
        if (node.references().any()) {
            vertices.put(key, new Vertex(key, node));
        }
    }

    private void connect(Vertex vertex) {
        Set<Vertex> named = new LinkedHashSet<>();
        vertex.node.references().flags().forEach(key -> addTo(named, flags.get(key)));
        vertex.node.references().segments().forEach(key -> addTo(named, segments.get(key)));
        vertex.names.addAll(named);
    }

    private static void addTo(Set<Vertex> named, @Nullable Vertex vertex) {
        if (vertex != null) {
            named.add(vertex);
        }
    }

    private void visit(Vertex root) {
        if (root.number < 0) {
            enter(root);
        }
        while (!path.isEmpty()) {
            Vertex vertex = path.element();
            if (vertex.next == vertex.names.size()) {
                leave(path.pop());
                continue;
            }
            Vertex named = vertex.names.get(vertex.next++);
            if (named.number < 0) {
                enter(named);
            } else if (named.circle < 0) {
                vertex.lowest = Math.min(vertex.lowest, named.number);
            }
        }
    }

    private void enter(Vertex vertex) {
        vertex.number = visited++;
        vertex.lowest = vertex.number;
        path.push(vertex);
        open.push(vertex);
    }

    private void leave(Vertex vertex) {
        if (!path.isEmpty()) {
            path.element().lowest = Math.min(path.element().lowest, vertex.lowest);
        }
        if (vertex.lowest == vertex.number) {
            Vertex member;
            do {
                member = open.pop();
                member.circle = circles;
                sorted.add(member);
            } while (member != vertex);
            circles++;
        }
    }
}

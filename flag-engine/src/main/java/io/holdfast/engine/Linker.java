package io.holdfast.engine;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Resolves what flags and segments name, once, so that evaluating follows pointers. What is named is resolved before what
 * names it; so everything stays immutable, and what leads back to itself is not resolved at all: there it never matches.
 */
final class Linker {
    private final Map<String, Flag> flags;
    private final Map<String, Segment> segments;
    private final Graph graph;

    Linker(Map<String, Flag> flags, Map<String, Segment> segments) {
        this.flags = new HashMap<>(flags);
        this.segments = new HashMap<>(segments);
        this.graph = new Graph(flags, segments);
        graph.sorted().forEach(this::link);
    }

    Map<String, Flag> flags() {
        return flags;
    }

    Map<String, Segment> segments() {
        return segments;
    }

    private void link(Graph.Vertex vertex) {
        Links links = new FromGraph(vertex);
        if (vertex.node instanceof Flag flag) {
            flags.put(vertex.key, flag.linked(links));
        } else if (vertex.node instanceof Segment segment) {
            segments.put(vertex.key, segment.linked(links));
        }
    }

    private final class FromGraph implements Links {
        private final Graph.Vertex origin;

        FromGraph(Graph.Vertex origin) {
            this.origin = origin;
        }

        @Override
        public @Nullable Flag flag(String key) {
            return origin.leadsBackFrom(graph.flag(key)) ? null : flags.get(key);
        }

        @Override
        public @Nullable Segment segment(String key) {
            return origin.leadsBackFrom(graph.segment(key)) ? null : segments.get(key);
        }
    }
}

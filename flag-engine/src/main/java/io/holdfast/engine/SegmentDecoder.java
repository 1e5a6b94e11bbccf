package io.holdfast.engine;

import java.util.List;
import java.util.Set;

/** Turns a segment's JSON object into a {@link Segment}, reporting every fault. */
final class SegmentDecoder {
    private final Decoding decoding;
    private final ClauseDecoder clauses;

    SegmentDecoder(Decoding decoding) {
        this.decoding = decoding;
        this.clauses = new ClauseDecoder(decoding);
    }

    Segment decode(Node node) {
        node.get("description");
        Set<String> included = node.texts("included", Limits.SEGMENT_KEYS);
        Set<String> excluded = node.texts("excluded", Limits.SEGMENT_KEYS);
        if (decoding.isStrict()) {
            included.stream()
                    .filter(excluded::contains)
                    .forEach(key -> node.fault("excluded", "has '" + key + "', who is included as well"));
        }
        List<List<Clause>> rules = node.nodes("rules", Limits.RULES, this::rule);
        decoding.finish(node);
        return new Segment(included, excluded, rules);
    }

    private List<Clause> rule(Node node) {
        node.get("description");
        List<Clause> decoded = clauses.clauses(node);
        decoding.finish(node);
        return decoded;
    }
}

package io.holdfast.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads prerequisites, individual targets, rules and fallthrough of a flag. Reports every fault. */
final class TargetingDecoder {
    private final Decoding decoding;
    private final OutcomeDecoder outcomes;
    private final ClauseDecoder clauses;
    private final Set<String> ids = new HashSet<>();
    private final Set<String> needed = new HashSet<>();
    private final Set<String> targeted = new HashSet<>();

    TargetingDecoder(Decoding decoding, OutcomeDecoder outcomes) {
        this.decoding = decoding;
        this.outcomes = outcomes;
        this.clauses = new ClauseDecoder(decoding);
    }

    Targeting decode(Node flag) {
        List<Prerequisite> prerequisites = flag.nodes("prerequisites", Limits.PREREQUISITES, this::prerequisite);
        List<Target> targets = flag.nodes("targets", Limits.VARIATIONS, this::target);
        List<Rule> rules = flag.nodes("rules", Limits.RULES, this::rule);
        Node fallthrough = flag.node("fallthrough");
        Outcome otherwise = outcomes.outcome(fallthrough);
        decoding.finish(fallthrough);
        return new Targeting(prerequisites, targets, rules, otherwise);
    }

    private Prerequisite prerequisite(Node node) {
        String flag = node.key("flag");
        if (!needed.add(flag)) {
            node.fault("flag", "'" + flag + "' is a prerequisite already");
        }
        List<String> variations = List.copyOf(node.keys("variations", Limits.VARIATIONS));
        if (variations.isEmpty()) {
            node.fault("variations", "needs at least one variation");
        }
        decoding.finish(node);
        return new Prerequisite(flag, variations.stream().sorted().toList());
    }

    private Target target(Node node) {
        Variation variation = outcomes.variation(node, "variation");
        Set<String> values = node.texts("values", Limits.TARGETS);
        values.stream()
                .filter(value -> !targeted.add(value) && decoding.isStrict())
                .forEach(value -> node.fault("values", "has '" + value + "', who is targeted above already"));
        decoding.finish(node);
        return new Target(variation, values.stream().sorted().toList());
    }

    private Rule rule(Node node) {
        String id = node.key("id");
        if (!id.isEmpty() && !ids.add(id)) {
            node.fault("id", "'" + id + "' is the id of another rule too");
        }
        node.get("description");
        Rule rule = new Rule(id, clauses.clauses(node), outcomes.outcome(node));
        decoding.finish(node);
        return rule;
    }
}

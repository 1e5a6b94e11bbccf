package io.holdfast.engine;

import java.util.List;

/** Turns a flag's JSON object into a {@link Flag}, reporting every fault. */
final class FlagDecoder {
    private final String key;
    private final Node node;
    private final Decoding decoding;
    private final OutcomeDecoder outcomes;

    FlagDecoder(String key, Node node, Decoding decoding) {
        this.key = key;
        this.node = node;
        this.decoding = decoding;
        this.outcomes = new OutcomeDecoder(key, decoding);
    }

    Flag decode() {
        FlagType type = type();
        Kind kind = kind();
        List<Variation> ordered = node.nodes("variations", Limits.VARIATIONS, item -> variation(item, type));
        if (ordered.isEmpty()) {
            node.fault("variations", "needs at least one variation");
        }
        Variation off = outcomes.variation(node, "offVariation");
        Flag flag = new Flag(
                key,
                type,
                kind,
                node.requiredBoolean("on"),
                ordered,
                off,
                new TargetingDecoder(decoding, outcomes).decode(node),
                node.integer("shedAt", 1, 4, Flag.NEVER_SHED),
                node.has("shedVariation") ? outcomes.variation(node, "shedVariation") : off);
        decoding.finish(node);
        return flag;
    }

    private FlagType type() {
        String name = node.requiredString("type");
        FlagType type = FlagType.fromWireName(name);
        if (type == null && !name.isEmpty()) {
            node.fault("type", "must be boolean, string, number or json");
        }
        return type == null ? FlagType.BOOLEAN : type;
    }

    private Kind kind() {
        String name = node.string("kind");
        Kind kind = name == null ? null : Kind.fromWireName(name);
        if (kind == null && decoding.isStrict()) {
            node.fault("kind", "must be release, operational, kill-switch, experiment or permission");
        }
        // A newer server may know more kinds; they never change what a flag answers.
        return kind == null ? Kind.OPERATIONAL : kind;
    }

    private Variation variation(Node item, FlagType type) {
        String name = item.key("name");
        if (!type.accepts(item.get("value"))) {
            item.fault("value", "must be a " + type.wireName() + " value, as the flag is of that type");
        }
        Object value = item.value("value");
        item.get("description");
        decoding.finish(item);
        Variation variation = new Variation(name, value == null ? "" : value);
        if (!outcomes.add(variation)) {
            item.fault("name", "'" + name + "' is the name of another variation too");
        }
        return variation;
    }
}

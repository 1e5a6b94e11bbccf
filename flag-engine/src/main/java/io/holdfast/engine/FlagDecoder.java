package io.holdfast.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns a flag's JSON object into a {@link Flag}, reporting every fault. */
final class FlagDecoder {
    private static final Variation NOTHING = new Variation("", "");

    private final String key;
    private final Node node;
    private final boolean strict;
    private final Map<String, Variation> variations = new HashMap<>();

    FlagDecoder(String key, Node node, boolean strict) {
        this.key = key;
        this.node = node;
        this.strict = strict;
    }

    Flag decode() {
        FlagType type = type();
        Kind kind = kind();
        List<Variation> ordered = node.nodes("variations", Limits.VARIATIONS, item -> variation(item, type));
        if (ordered.isEmpty()) {
            node.fault("variations", "needs at least one variation");
        }
        Variation off = named(node, "offVariation");
        Flag flag = new Flag(
                key,
                type,
                kind,
                node.requiredBoolean("on"),
                ordered,
                off,
                fallthrough(node.node("fallthrough")),
                node.integer("shedAt", 1, 4, Flag.NEVER_SHED),
                node.has("shedVariation") ? named(node, "shedVariation") : off);
        finish(node);
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
        if (kind == null && strict) {
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
        finish(item);
        Variation variation = new Variation(name, value == null ? "" : value);
        if (variations.put(name, variation) != null) {
            item.fault("name", "'" + name + "' is the name of another variation too");
        }
        return variation;
    }

    private Variation named(Node holder, String field) {
        String name = holder.requiredString(field);
        Variation variation = variations.get(name);
        if (variation == null && !name.isEmpty()) {
            holder.fault(field, "'" + name + "' is none of this flag's variations");
        }
        return variation == null ? NOTHING : variation;
    }

    private Fallthrough fallthrough(Node choice) {
        boolean fixed = choice.has("variation");
        if (fixed == choice.has("rollout")) {
            node.fault("fallthrough", "must have either a variation or a rollout");
        }
        Fallthrough fallthrough = choice.has("rollout") && !fixed
                ? rollout(choice.node("rollout"))
                : new Fixed(fixed ? named(choice, "variation") : NOTHING);
        finish(choice);
        return fallthrough;
    }

    private Rollout rollout(Node rollout) {
        String by = rollout.string("by");
        String salt = rollout.string("salt");
        List<Rollout.Weight> weights = rollout.nodes("weights", Limits.VARIATIONS, this::weight);
        long sum = weights.stream().mapToLong(Rollout.Weight::weight).sum();
        if (sum != Rollout.TOTAL) {
            rollout.fault("weights", "sum to " + sum / 1000.0 + " %, but must sum to 100 %");
        }
        finish(rollout);
        return new Rollout(
                by == null ? Rollout.TARGETING_KEY : by, salt == null ? key : salt, new ArrayList<>(weights));
    }

    private Rollout.Weight weight(Node weight) {
        Rollout.Weight decoded =
                new Rollout.Weight(named(weight, "variation"), weight.integer("weight", 0, Rollout.TOTAL, 0));
        finish(weight);
        return decoded;
    }

    private void finish(Node read) {
        if (strict) {
            read.refuseUnknown();
        }
    }
}

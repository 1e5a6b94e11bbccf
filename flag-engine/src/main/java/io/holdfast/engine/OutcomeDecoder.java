package io.holdfast.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what names a flag's variations: a variation, or a rollout. Reports every fault. */
final class OutcomeDecoder {
    private static final Variation NOTHING = new Variation("", "");

    private final String flag;
    private final Decoding decoding;
    private final Map<String, Variation> variations = new HashMap<>();

    OutcomeDecoder(String flag, Decoding decoding) {
        this.flag = flag;
        this.decoding = decoding;
    }

    /** Whether the name is new. */
    boolean add(Variation variation) {
        return variations.put(variation.name(), variation) == null;
    }

    Variation variation(Node holder, String field) {
        String name = holder.requiredString(field);
        Variation variation = variations.get(name);
        if (variation == null && !name.isEmpty()) {
            holder.fault(field, "'" + name + "' is none of this flag's variations");
        }
        return variation == null ? NOTHING : variation;
    }

    /** What {@code choice} serves; {@code holder} and {@code field} say where to report that it is not clear. */
    Outcome outcome(Node choice) {
        boolean fixed = choice.has("variation");
        if (fixed == choice.has("rollout")) {
            choice.fault("must have either a variation or a rollout");
        }
        return choice.has("rollout") && !fixed
                ? rollout(choice.node("rollout"))
                : new Fixed(fixed ? variation(choice, "variation") : NOTHING);
    }

    private Rollout rollout(Node rollout) {
        String by = rollout.string("by");
        String salt = rollout.string("salt");
        if (by != null && !Attribute.isSound(by)) {
            rollout.fault("by", "must be an attribute's name, or a path to one such as /account/id");
            by = null;
        }
        List<Rollout.Weight> weights = rollout.nodes("weights", Limits.VARIATIONS, this::weight);
        long sum = weights.stream().mapToLong(Rollout.Weight::weight).sum();
        if (sum != Rollout.TOTAL) {
            rollout.fault("weights", "sum to " + sum / 1000.0 + " %, but must sum to 100 %");
        }
        decoding.finish(rollout);
        return new Rollout(by == null ? Rollout.TARGETING_KEY : by, salt == null ? flag : salt, weights);
    }

    private Rollout.Weight weight(Node weight) {
        Rollout.Weight decoded =
                new Rollout.Weight(variation(weight, "variation"), weight.integer("weight", 0, Rollout.TOTAL, 0));
        decoding.finish(weight);
        return decoded;
    }
}

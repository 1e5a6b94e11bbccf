package io.holdfast.engine;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Writes rulesets canonically: flags by key, holds by id, scopes and objects sorted, optional fields left out when empty. */
final class RulesetWriter {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private final JsonGenerator out;

    private RulesetWriter(JsonGenerator out) {
        this.out = out;
    }

    static byte[] write(Ruleset ruleset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            new RulesetWriter(generator).ruleset(ruleset);
        }
        return bytes.toByteArray();
    }

    private void ruleset(Ruleset ruleset) {
        out.writeStartObject();
        out.writeNumberProperty("format", RulesetCodec.FORMAT);
        out.writeStringProperty("environment", ruleset.environment());
        out.writeNumberProperty("epoch", ruleset.epoch());
        out.writeNumberProperty("revision", ruleset.revision());
        out.writeObjectPropertyStart("flags");
        new TreeMap<>(ruleset.flags()).forEach(this::flag);
        out.writeEndObject();
        if (!ruleset.segments().isEmpty()) {
            out.writeObjectPropertyStart("segments");
            new TreeMap<>(ruleset.segments()).forEach(this::segment);
            out.writeEndObject();
        }
        out.writeArrayPropertyStart("holds");
        ruleset.holds().stream().sorted(Comparator.comparing(Hold::id)).forEach(this::hold);
        out.writeEndArray();
        out.writeEndObject();
    }

    private void flag(String key, Flag flag) {
        out.writeObjectPropertyStart(key);
        out.writeStringProperty("type", flag.type().wireName());
        out.writeStringProperty("kind", flag.kind().wireName());
        out.writeBooleanProperty("on", flag.on());
        out.writeArrayPropertyStart("variations");
        flag.variations().forEach(this::variation);
        out.writeEndArray();
        out.writeStringProperty("offVariation", flag.offVariation().name());
        targeting(flag.targeting());
        if (flag.shedAt() != Flag.NEVER_SHED) {
            out.writeNumberProperty("shedAt", flag.shedAt());
        }
        if (!flag.shedVariation().equals(flag.offVariation())) {
            out.writeStringProperty("shedVariation", flag.shedVariation().name());
        }
        out.writeEndObject();
    }

    private void variation(Variation variation) {
        out.writeStartObject();
        out.writeStringProperty("name", variation.name());
        out.writeName("value");
        value(variation.value());
        out.writeEndObject();
    }

    private void targeting(Targeting targeting) {
        list("prerequisites", targeting.prerequisites(), this::prerequisite);
        list("targets", targeting.targets(), this::target);
        list("rules", targeting.rules(), this::rule);
        out.writeObjectPropertyStart("fallthrough");
        outcome(targeting.fallthrough());
        out.writeEndObject();
    }

    private void prerequisite(Prerequisite prerequisite) {
        out.writeStringProperty("flag", prerequisite.key());
        list("variations", prerequisite.variations());
    }

    private void target(Target target) {
        out.writeStringProperty("variation", target.variation().name());
        list("values", target.values());
    }

    private void rule(Rule rule) {
        out.writeStringProperty("id", rule.id());
        list("clauses", rule.clauses(), this::clause);
        outcome(rule.outcome());
    }

    private void clause(Clause clause) {
        Clause.Text text = clause.text();
        optional("attribute", text.attribute());
        out.writeStringProperty("operator", text.operator());
        if (!text.values().isEmpty()) {
            out.writeName("values");
            value(text.values());
        }
        whenTrue("negate", text.negate());
        whenTrue("ignoreCase", text.ignoreCase());
    }

    private void segment(String key, Segment segment) {
        out.writeObjectPropertyStart(key);
        keys("included", segment.included());
        keys("excluded", segment.excluded());
        list("rules", segment.rules(), clauses -> list("clauses", clauses, this::clause));
        out.writeEndObject();
    }

    private <T> void list(String name, List<T> items, Consumer<T> writer) {
        if (!items.isEmpty()) {
            out.writeArrayPropertyStart(name);
            for (T item : items) {
                out.writeStartObject();
                writer.accept(item);
                out.writeEndObject();
            }
            out.writeEndArray();
        }
    }

    private void list(String name, Collection<String> texts) {
        out.writeArrayPropertyStart(name);
        texts.forEach(out::writeString);
        out.writeEndArray();
    }

    private void whenTrue(String name, boolean set) {
        if (set) {
            out.writeBooleanProperty(name, true);
        }
    }

    private void outcome(Outcome outcome) {
        if (outcome instanceof Fixed fixed) {
            out.writeStringProperty("variation", fixed.variation().name());
        } else if (outcome instanceof Rollout rollout) {
            rollout(rollout);
        }
    }

    private void rollout(Rollout rollout) {
        out.writeObjectPropertyStart("rollout");
        out.writeStringProperty("by", rollout.by());
        out.writeStringProperty("salt", rollout.salt());
        out.writeArrayPropertyStart("weights");
        for (Rollout.Weight weight : rollout.weights()) {
            out.writeStartObject();
            out.writeStringProperty("variation", weight.variation().name());
            out.writeNumberProperty("weight", weight.weight());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void hold(Hold hold) {
        out.writeStartObject();
        out.writeStringProperty("id", hold.id());
        out.writeStringProperty("stage", hold.stage().name());
        out.writeNumberProperty("shedLevel", hold.shedLevel());
        optional("message", hold.message());
        optional("incident", hold.incident());
        out.writeObjectPropertyStart("scope");
        keys("applications", hold.scope().applications());
        keys("regions", hold.scope().regions());
        out.writeNumberProperty("percent", hold.scope().percent());
        out.writeEndObject();
        out.writeStringProperty("since", hold.since().toString());
        optional("startsAt", hold.startsAt());
        optional("expiresAt", hold.expiresAt());
        out.writeEndObject();
    }

    private void keys(String name, Set<String> keys) {
        list(name, keys.stream().sorted().toList());
    }

    private void optional(String name, @Nullable Object value) {
        if (value != null) {
            out.writeStringProperty(name, value.toString());
        }
    }

    private void value(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((name, item) -> sorted.put(String.valueOf(name), item));
            sorted.forEach((name, item) -> {
                out.writeName(name);
                value(item);
            });
            out.writeEndObject();
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            list.forEach(this::value);
            out.writeEndArray();
        } else {
            scalar(value);
        }
    }

    private void scalar(@Nullable Object value) {
        if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
        } else if (value instanceof Double || value instanceof Float) {
            out.writeNumber(((Number) value).doubleValue());
        } else if (value instanceof Number number) {
            out.writeNumber(number.longValue());
        } else {
            out.writeNull();
        }
    }
}

package io.holdfast.server.flag;

import io.holdfast.api.model.Fallthrough;
import io.holdfast.api.model.FieldError;
import io.holdfast.api.model.Flag;
import io.holdfast.api.model.FlagConfiguration;
import io.holdfast.api.model.FlagType;
import io.holdfast.api.model.Kind;
import io.holdfast.api.model.Prerequisite;
import io.holdfast.api.model.Rule;
import io.holdfast.api.model.Target;
import io.holdfast.api.model.Variation;
import io.holdfast.engine.InvalidRulesetException;
import io.holdfast.engine.RulesetCodec;
import io.holdfast.server.problem.ProblemException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Between rows, the API and the engine. */
@Component
class FlagMapper {
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};
    private static final TypeReference<List<Variation>> VARIATIONS = new TypeReference<>() {};

    private static final TypeReference<List<Prerequisite>> PREREQUISITES = new TypeReference<>() {};
    private static final TypeReference<List<Target>> TARGETS = new TypeReference<>() {};
    private static final TypeReference<List<Rule>> RULES = new TypeReference<>() {};

    private final JsonMapper json;
    private final Keys keys;

    FlagMapper(JsonMapper json, Keys keys) {
        this.json = json;
        this.keys = keys;
    }

    String write(Object value) {
        return json.writeValueAsString(value);
    }

    Flag toApi(FlagEntity flag) {
        return toApi(flag, keys.projectKey(flag.projectId), keys.environments());
    }

    Flag toApi(FlagEntity flag, String project, Map<Long, String> environments) {
        Flag api = new Flag(
                flag.key,
                project,
                FlagType.fromValue(flag.type),
                Kind.fromValue(flag.kind),
                json.readValue(flag.variations, VARIATIONS),
                configurations(flag, environments),
                flag.version,
                flag.createdAt,
                flag.updatedAt,
                flag.updatedBy);
        api.setName(flag.name);
        api.setDescription(flag.description);
        return api;
    }

    private List<FlagConfiguration> configurations(FlagEntity flag, Map<Long, String> environments) {
        return flag.configurations.stream()
                .flatMap(configuration -> Optional.ofNullable(environments.get(configuration.environmentId)).stream()
                        .map(environment -> toApi(configuration, environment)))
                .sorted(Comparator.comparing(FlagConfiguration::getEnvironment))
                .toList();
    }

    FlagConfiguration toApi(ConfigurationEntity configuration, String environment) {
        FlagConfiguration api = new FlagConfiguration(
                environment,
                configuration.on,
                configuration.offVariation,
                json.readValue(configuration.fallthrough, Fallthrough.class),
                json.readValue(configuration.prerequisites, PREREQUISITES),
                json.readValue(configuration.targets, TARGETS),
                json.readValue(configuration.rules, RULES),
                configuration.version,
                configuration.updatedAt,
                configuration.updatedBy);
        api.setShedAt(configuration.shedAt == null ? null : configuration.shedAt.intValue());
        api.setShedVariation(configuration.shedVariation);
        return api;
    }

    /** Refuses what the engine could not evaluate, naming every fault by its field. */
    void validate(FlagEntity flag, ConfigurationEntity configuration) {
        valid(() -> RulesetCodec.decodeFlag(flag.key, document(flag, configuration), RulesetCodec.Mode.STRICT));
    }

    /** The same for a segment, of which {@code definition} is the JSON. */
    void validate(String definition) {
        valid(() -> RulesetCodec.decodeSegment(json.readValue(definition, OBJECT), RulesetCodec.Mode.STRICT));
    }

    private static void valid(Decoding decoding) {
        try {
            decoding.run();
        } catch (InvalidRulesetException e) {
            throw new ProblemException.Invalid(e.faults().stream()
                    .map(fault -> new FieldError(fault.path(), fault.message()))
                    .toList());
        }
    }

    private interface Decoding {
        Object run() throws InvalidRulesetException;
    }

    private Map<String, @Nullable Object> document(FlagEntity flag, ConfigurationEntity configuration) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("type", flag.type);
        document.put("kind", flag.kind);
        document.put("on", configuration.on);
        document.put("variations", json.readValue(flag.variations, Object.class));
        document.put("offVariation", configuration.offVariation);
        document.put("fallthrough", json.readValue(configuration.fallthrough, Object.class));
        document.put("prerequisites", json.readValue(configuration.prerequisites, Object.class));
        document.put("targets", json.readValue(configuration.targets, Object.class));
        document.put("rules", json.readValue(configuration.rules, Object.class));
        document.put("shedAt", configuration.shedAt);
        document.put("shedVariation", configuration.shedVariation);
        return document;
    }
}

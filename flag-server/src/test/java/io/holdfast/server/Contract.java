package io.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Holds answers against the API description. Schemas of OpenAPI 3.1 are JSON Schema 2020-12, so its validator is enough. */
final class Contract {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");

    /** What any path may answer, so that no operation has to name it. */
    private static final Set<Integer> ANYWHERE = Set.of(404, 405, 406, 408, 415);

    private final JsonNode document = load();
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

    /** An operation of the description. */
    record Operation(String id, String method, String path, JsonNode description) {
        /** The path with something in place of each parameter. */
        String example() {
            return path.replace("{hold}", new java.util.UUID(0, 1).toString())
                    .replace("{key}", new java.util.UUID(0, 2).toString())
                    .replace("{token}", new java.util.UUID(0, 3).toString())
                    .replaceAll("\\{[a-z]+}", "no-such-thing");
        }
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> operations.add(new Operation(
                                method.getValue().get("operationId").asString(),
                                method.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                method.getValue()))));
        return operations;
    }

    /** Fails where the description does not allow {@code answer} to {@code method path}. */
    void check(String method, String path, Answer answer) {
        Optional<JsonNode> described = operations().stream()
                .filter(operation -> operation.method().equals(method))
                .filter(operation -> path.matches(operation.path().replaceAll("\\{[a-z]+}", "[^/]+")))
                .findFirst()
                .map(operation -> operation.description().get("responses").get(Integer.toString(answer.status())))
                .map(this::resolve);
        if (described.isEmpty()) {
            assertThat(ANYWHERE)
                    .as("%s %s answered %s, which is not described", method, path, answer)
                    .contains(answer.status());
            validate(reference("Problem"), answer);
            return;
        }
        JsonNode content = described.get().get("content");
        if (content == null) {
            assertThat(answer.text()).as("%s %s has no body", method, path).isEmpty();
            return;
        }
        JsonNode media = content.get(answer.mediaType());
        assertThat(media).as("%s of %s %s", answer.mediaType(), method, path).isNotNull();
        validate(media.get("schema"), answer);
    }

    private void validate(JsonNode schema, Answer answer) {
        List<Error> errors = schemas.computeIfAbsent(schema, this::compile).validate(answer.json());
        assertThat(errors).as(answer.text()).isEmpty();
    }

    private Schema compile(JsonNode schema) {
        ObjectNode whole = (ObjectNode) schema.deepCopy();
        whole.set("components", document.get("components"));
        return registry.getSchema(whole);
    }

    /** What {@code node} refers to, or itself. */
    JsonNode resolve(JsonNode node) {
        JsonNode reference = node.get("$ref");
        return reference == null ? node : document.at(reference.asString().substring(1));
    }

    static JsonNode reference(String schema) {
        return JSON.createObjectNode().put("$ref", "#/components/schemas/" + schema);
    }

    private static JsonNode load() {
        try (InputStream in = Contract.class.getResourceAsStream("/META-INF/holdfast/openapi.yaml")) {
            Object tree = new Yaml().load(in);
            return JSON.valueToTree(tree);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

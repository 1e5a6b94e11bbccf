package io.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.server.Contract.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every field of every body that the API takes: another type, or a text that is none, is refused by the field's name. */
@Tag("S3")
class RequestBodiesTest {
    private static final Contract CONTRACT = new Contract();

    /** A value for each type of JSON. Text comes in two kinds, since a number in quotes is no number. */
    private static final Map<String, String> VALUES = Map.of(
            "string", "\"2000000000\"",
            "integer", "2000000000",
            "number", "1.5",
            "boolean", "true",
            "object", "{}",
            "array", "[]");

    private final TestServer server = TestServer.shared();

    /** A field, and where it stands in the body of an operation. */
    record Field(Operation operation, String pointer, JsonNode schema) {
        String type() {
            return schema.path("type").asString("any");
        }

        /** Whether any text will do. */
        boolean isFreeText() {
            return type().equals("string")
                    && !schema.has("enum")
                    && schema.path("format").asString("password").equals("password");
        }

        /** A body that holds nothing but this field. */
        String body(String value) {
            String body = value;
            String[] steps = pointer.substring(1).split("/", -1);
            for (int i = steps.length - 1; i >= 0; i--) {
                body = steps[i].equals("0") ? "[" + body + "]" : "{\"" + steps[i] + "\": " + body + "}";
            }
            return body;
        }

        @Override
        public String toString() {
            return operation.id() + " " + pointer;
        }
    }

    static List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (Operation operation : CONTRACT.operations()) {
            JsonNode schema = operation.description().at("/requestBody/content/application~1json/schema");
            collect(operation, "", schema, fields);
        }
        assertThat(fields).hasSizeGreaterThan(60);
        return fields;
    }

    private static void collect(Operation operation, String pointer, JsonNode described, List<Field> into) {
        JsonNode schema = CONTRACT.resolve(described);
        if (!pointer.isEmpty()) {
            into.add(new Field(operation, pointer, schema));
        }
        schema.path("properties")
                .properties()
                .forEach(property -> collect(operation, pointer + "/" + property.getKey(), property.getValue(), into));
        if (schema.has("items")) {
            collect(operation, pointer + "/0", schema.get("items"), into);
        }
    }

    static Stream<Field> typedFields() {
        return fields().stream().filter(field -> !field.type().equals("any"));
    }

    static Stream<Field> texts() {
        return fields().stream()
                .filter(field -> field.isFreeText() || field.type().equals("any"));
    }

    static Stream<Operation> operationsWithBody() {
        return CONTRACT.operations().stream()
                .filter(operation -> operation.description().has("requestBody"));
    }

    @ParameterizedTest
    @MethodSource("typedFields")
    void refusesAValueOfAnotherType(Field field) {
        VALUES.forEach((type, value) -> {
            if (!type.equals(field.type()) || (type.equals("string") && !field.isFreeText())) {
                Answer answer = send(field.operation(), field.body(value)).problem(400, "validation");
                assertThat(answer.fields()).as(value).containsExactly(field.pointer());
            }
        });
    }

    @ParameterizedTest
    @MethodSource("texts")
    void refusesATextThatIsNone(Field field) {
        for (String text : List.of("\\ud800", "a\\udc00b", "\\udc00\\ud800", "\\u0000", "a\\u0000")) {
            Answer answer =
                    send(field.operation(), field.body("\"" + text + "\"")).problem(400, "validation");
            assertThat(answer.fields()).as(text).containsExactly(field.pointer());
        }
    }

    @ParameterizedTest
    @MethodSource("operationsWithBody")
    void namesAMemberThatStandsTwice(Operation operation) {
        assertThat(send(operation, "{\"a/b\": {\"~\": [1, {\"x\": 1, \"x\": 1}]}}")
                        .problem(400, "validation")
                        .fields())
                .containsExactly("/a~1b/~0/1/x");
        assertThat(send(operation, "{\"name\": 1, \"name\": 1}")
                        .problem(400, "validation")
                        .fields())
                .containsExactly("/name");
    }

    @ParameterizedTest
    @MethodSource("operationsWithBody")
    void refusesWhatIsNoObject(Operation operation) {
        String deep = "{\"a\": ".repeat(2000);
        String longName = "{\"" + "a".repeat(60_000) + "\": 1}";
        for (String body : List.of(
                "",
                " ",
                "null",
                "[]",
                "\"x\"",
                "1",
                "{",
                "{} x",
                "{}{}",
                "{}]",
                "\ufeff{}",
                "{'a': 1}",
                "{\"a\": NaN}",
                "/**/{}",
                "{\"a\": \"\n\"}",
                deep,
                longName)) {
            send(operation, body).problem(400, "malformed-body");
        }
    }

    @Test
    void saysWhereABodyCannotBeRead() {
        assertThat(server.admin()
                        .post("/api/v1/projects", "{\"key\": \"cut\", \"name\": \"x")
                        .problem(400, "malformed-body")
                        .fields())
                .containsExactly("/name");
    }

    @Test
    void aMemberWhoseNameIsNoTextIsRefusedByWhatHoldsIt() {
        for (String name : List.of("\\ud800", "\\u0000")) {
            assertThat(server.admin()
                            .post("/api/v1/flags", "{\"variations\": [{\"value\": {\"" + name + "\": 1}}]}")
                            .problem(400, "validation")
                            .fields())
                    .containsExactly("/variations/0/value");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/projects, key name, /name",
        "/api/v1/environments, key name, /name",
        "/api/v1/flags, key project type kind name, /name",
        "/api/v1/tokens, role name, /name",
        "/api/v1/environments/ENVIRONMENT/sdk-keys, name, /name",
        "/api/v1/environments/ENVIRONMENT/holds, reason, /reason"
    })
    void refusesANameOrReasonWithNothingToSee(String path, String members, String field) {
        Map<String, String> values = Map.of(
                "key", TestServer.newKey("blank"),
                "project", server.newProject(),
                "type", "boolean",
                "kind", "release",
                "role", "viewer");
        String environment = server.newEnvironment();
        for (String blank : List.of("", " ", " \\t\\n", "\\u00a0\\u2003", "\\u200b", "\\ufeff")) {
            List<String> body = new ArrayList<>();
            for (String member : members.split(" ", -1)) {
                body.add("\"" + member + "\": \"" + values.getOrDefault(member, blank) + "\"");
            }
            Answer answer = server.admin()
                    .post(path.replace("ENVIRONMENT", environment), "{" + String.join(", ", body) + "}")
                    .problem(400, "validation");
            assertThat(answer.fields()).as(blank).contains(field);
        }
    }

    @Test
    void aNameIsKeptAsItIsWritten() {
        String key = TestServer.newKey("kept");
        server.admin()
                .post("/api/v1/projects", Map.of("key", key, "name", " \u00e4\ud83c\udff3 \n"))
                .expect(201);
        assertThat(server.admin()
                        .get("/api/v1/projects/" + key)
                        .json()
                        .get("name")
                        .asString())
                .isEqualTo(" \u00e4\ud83c\udff3 \n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+300000-01-01T00:00:00Z",
                "300000-01-01T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59-01:00",
                "2030-02-30T00:00:00Z",
                "2030-01-01",
                "2030-01-01T00:00:00",
                "2030-01-01T00:00Z",
                "",
                " "
            })
    void refusesATimeThatIsNone(String time) {
        String environment = server.newEnvironment();
        for (String field : List.of("startsAt", "expiresAt")) {
            Answer answer = server.admin()
                    .post("/api/v1/environments/" + environment + "/holds", Map.of("reason", "x", field, time))
                    .problem(400, "validation");
            assertThat(answer.fields()).containsExactly("/" + field);
        }
    }

    @Test
    void aTimeIsAnsweredAsItIsKept() {
        String path = "/api/v1/environments/" + server.newEnvironment() + "/holds";
        JsonNode made = server.admin()
                .post(path, Map.of("reason", "x", "expiresAt", "2099-12-31T23:59:59.999999999+02:00"))
                .expect(201)
                .json();
        assertThat(made.get("expiresAt").asString()).isEqualTo("2099-12-31T21:59:59.999999Z");
        assertThat(server.admin().get(path + "/" + made.get("id").asString()).json())
                .isEqualTo(made);
    }

    private Answer send(Operation operation, String body) {
        Api caller = operation.path().startsWith("/sdk/") ? server.bearer(Sdk.KEY) : server.admin();
        return caller.send(operation.method(), operation.example(), body, Map.of("If-Match", "*"));
    }

    private static final class Sdk {
        static final String KEY = TestServer.shared().sdkKey(TestServer.shared().newEnvironment());
    }
}

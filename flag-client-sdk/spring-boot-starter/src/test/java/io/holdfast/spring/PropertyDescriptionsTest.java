package io.holdfast.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an editor shows while somebody writes {@code holdfast.} into their properties. */
class PropertyDescriptionsTest {

    @Test
    void everyPropertyIsDescribed() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            JsonNode properties = new JsonMapper().readTree(in).get("properties");
            assertThat(properties
                            .valueStream()
                            .map(property -> property.get("name").asString()))
                    .containsExactlyInAnyOrder(
                            "holdfast.server",
                            "holdfast.sdk-key",
                            "holdfast.application",
                            "holdfast.region",
                            "holdfast.snapshot-directory",
                            "holdfast.guard.enabled");
            assertThat(properties.valueStream())
                    .allSatisfy(property ->
                            assertThat(property.get("description").asString()).endsWith("."));
            assertThat(properties
                            .valueStream()
                            .filter(property -> property.get("name").asString().equals("holdfast.guard.enabled")))
                    .singleElement()
                    .satisfies(property ->
                            assertThat(property.get("defaultValue").asBoolean()).isTrue());
        }
    }
}

package io.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server answered. */
record Answer(int status, HttpHeaders headers, String text) {
    private static final JsonMapper JSON = new JsonMapper();

    JsonNode json() {
        return JSON.readTree(text);
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    String etag() {
        return header("ETag");
    }

    String mediaType() {
        return header("Content-Type").split(";", 2)[0];
    }

    Answer expect(int wanted) {
        assertThat(status).as(text).isEqualTo(wanted);
        return this;
    }

    /** A problem of this type, whose status is that of the answer. */
    Answer problem(int wanted, String type) {
        expect(wanted);
        assertThat(mediaType()).isEqualTo("application/problem+json");
        assertThat(json().get("type").asString()).as(text).isEqualTo("urn:holdfast:problem:" + type);
        assertThat(json().get("status").asInt()).isEqualTo(wanted);
        return this;
    }

    /** The fields that the problem names. */
    List<String> fields() {
        return json().path("errors")
                .valueStream()
                .map(error -> error.get("field").asString())
                .toList();
    }
}

package io.holdfast.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON into unmodifiable Maps, Lists, Strings, Booleans, Longs and Doubles. A whole number that fits is a Long,
 * every other number a Double, an infinite one where it is too large. Depth, lengths and duplicate keys are refused while reading, before they cost anything.
 */
final class JsonReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.DEPTH)
                    .maxStringLength(Limits.STRING_LENGTH)
                    .maxNumberLength(Limits.NUMBER_LENGTH)
                    .maxNameLength(Limits.NAME_LENGTH)
                    .maxDocumentLength(Limits.DOCUMENT_BYTES)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonParser parser;
    private int valuesLeft = Limits.JSON_VALUES;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    static @Nullable Object read(byte[] json) throws InvalidRulesetException {
        if (json.length > Limits.DOCUMENT_BYTES) {
            throw new InvalidRulesetException("", "is larger than " + Limits.DOCUMENT_BYTES + " bytes");
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            Object value = new JsonReader(parser).value();
            if (parser.nextToken() != null) {
                throw new InvalidRulesetException("", "has something after its end");
            }
            return value;
        } catch (JacksonException e) {
            throw new InvalidRulesetException("", "is not valid JSON: " + e.getOriginalMessage());
        }
    }

    private @Nullable Object value() throws InvalidRulesetException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new InvalidRulesetException("", "is empty");
        }
        if (valuesLeft-- == 0) {
            throw new InvalidRulesetException("", "has more than " + Limits.JSON_VALUES + " values");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> parser.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(token);
            default -> null;
        };
    }

    private Map<String, @Nullable Object> object() throws InvalidRulesetException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, value());
        }
        return Collections.unmodifiableMap(object);
    }

    private List<@Nullable Object> array() throws InvalidRulesetException {
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value());
        }
        return Collections.unmodifiableList(array);
    }

    private Number number(JsonToken token) {
        if (token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return parser.getLongValue();
        }
        return parser.getDoubleValue();
    }
}

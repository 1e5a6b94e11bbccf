package io.holdfast.server.input;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** Says JSON as it is meant: a wrong type is an error, not a guess, and a null inside a value is part of it. */
@Configuration(proxyBeanMethods = false)
class StrictJson {

    @Bean
    JsonMapperBuilderCustomizer noTextFromNumbers() {
        return builder -> builder.withCoercionConfig(
                LogicalType.Textual,
                config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }

    /** A number is no time, and Base64 is no id. */
    @Bean
    JsonMapperBuilderCustomizer timesAndIdsAsText() {
        SimpleModule module = new SimpleModule()
                .addDeserializer(Instant.class, new TextDeserializer<>(Instant.class, Wire::time))
                .addDeserializer(UUID.class, new TextDeserializer<>(UUID.class, Wire::id));
        return builder -> builder.addModule(module);
    }

    /** Fields without a value are left out; what people put into maps and lists is theirs. */
    @Bean
    JsonMapperBuilderCustomizer absentFieldsOnly() {
        return builder -> builder.changeDefaultPropertyInclusion(
                inclusion -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS));
    }

    /** Lists of the API hold things; a null inside a value that people wrote is not in such a list. */
    @Bean
    JsonMapperBuilderCustomizer noNullsInLists() {
        return builder -> builder.withConfigOverride(
                List.class, config -> config.setNullHandling(JsonSetter.Value.forContentNulls(Nulls.FAIL)));
    }

    /** Takes text and nothing else. */
    private static final class TextDeserializer<T> extends StdDeserializer<T> {
        private final Class<T> type;
        private final Function<String, T> reading;

        TextDeserializer(Class<T> type, Function<String, T> reading) {
            super(type);
            this.type = type;
            this.reading = reading;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (T) context.handleUnexpectedToken(type, parser);
            }
            try {
                return reading.apply(parser.getString());
            } catch (IllegalArgumentException e) {
                return (T) context.handleWeirdStringValue(type, parser.getString(), "is not of the right form");
            }
        }
    }
}

package io.holdfast.server.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
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
}

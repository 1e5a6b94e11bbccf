package io.holdfast.server.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.holdfast.api.model.AppliedPosture;
import io.holdfast.api.model.EvaluationCount;
import io.holdfast.api.model.LeakCount;
import io.holdfast.api.model.RefusalCount;
import io.holdfast.api.model.Report;
import io.holdfast.api.model.ReportedInstance;
import java.util.List;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Newer SDKs may report more than this server knows; everywhere else unknown fields are refused. */
@Configuration(proxyBeanMethods = false)
class LenientReports {
    private static final List<Class<?>> LENIENT = List.of(
            Report.class,
            ReportedInstance.class,
            AppliedPosture.class,
            EvaluationCount.class,
            RefusalCount.class,
            LeakCount.class);

    @Bean
    JsonMapperBuilderCustomizer ignoreWhatNewerSdksReport() {
        return builder -> LENIENT.forEach(type -> builder.addMixIn(type, IgnoreUnknown.class));
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private interface IgnoreUnknown {}
}

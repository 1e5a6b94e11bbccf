package io.holdfast.spring;

import io.holdfast.client.FlagClient;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health where Actuator is, and metrics where Micrometer is. */
@AutoConfiguration(after = HoldfastAutoConfiguration.class)
@ConditionalOnBean(FlagClient.class)
public class HoldfastMonitoringAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    static class HealthConfiguration {

        @Bean
        @ConditionalOnMissingBean(name = "holdfastHealthIndicator")
        HealthIndicator holdfastHealthIndicator(FlagClient flags) {
            return new HoldfastHealthIndicator(flags);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class MetricsConfiguration {

        @Bean
        @ConditionalOnMissingBean
        HoldfastMetrics holdfastMetrics(FlagClient flags) {
            return new HoldfastMetrics(flags);
        }
    }
}

package io.holdfast.spring;

import io.holdfast.client.FlagClient;
import io.holdfast.client.FlagClientBuilder;
import io.holdfast.guard.BrowseOnlyFilter;
import io.holdfast.guard.RouteResolver;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.HandlerMapping;

/** Client, guard, health and metrics for a Spring Boot application. Each backs off where the application has its own. */
@AutoConfiguration
@ConditionalOnProperty("holdfast.sdk-key")
@EnableConfigurationProperties(HoldfastProperties.class)
public class HoldfastAutoConfiguration {
    /** Before Spring Security, whose own chain has order -100: sign-ins are declared exempt, not let through by luck. */
    static final int FILTER_ORDER = -200;

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    FlagClient holdfastClient(HoldfastProperties properties, Environment environment) {
        FlagClientBuilder builder = FlagClient.builder().sdkKey(properties.sdkKey());
        properties.server().forEach(builder::server);
        builder.application(properties.application() == null ? applicationName(environment) : properties.application());
        if (properties.region() != null) {
            builder.region(properties.region());
        }
        if (properties.snapshotDirectory() != null) {
            builder.snapshotDirectory(properties.snapshotDirectory());
        }
        return builder.build().start();
    }

    /** The application's name as a key: lower case, and everything that no key has as a hyphen. */
    private static String applicationName(Environment environment) {
        String name = environment.getProperty("spring.application.name", "application");
        String key =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-").replaceAll("^[^a-z0-9]+", "");
        return key.isEmpty() ? "application" : key.substring(0, Math.min(key.length(), 100));
    }

    /** The guard's filter, where there are servlets. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(HandlerMapping.class)
    @ConditionalOnProperty(name = "holdfast.guard.enabled", matchIfMissing = true)
    static class GuardConfiguration {

        @Bean
        HandlerRoutes holdfastHandlerRoutes(ObjectProvider<HandlerMapping> mappings) {
            return new HandlerRoutes(() -> mappings.orderedStream().toList());
        }

        @Bean
        @ConditionalOnMissingBean
        BrowseOnlyFilter holdfastFilter(FlagClient flags, ObjectProvider<RouteResolver> resolvers) {
            return new BrowseOnlyFilter(flags, resolvers.orderedStream().toList());
        }

        @Bean
        FilterRegistrationBean<BrowseOnlyFilter> holdfastFilterRegistration(BrowseOnlyFilter filter) {
            FilterRegistrationBean<BrowseOnlyFilter> registration = new FilterRegistrationBean<>(filter);
            registration.setOrder(FILTER_ORDER);
            return registration;
        }
    }

    /** Health, where Actuator is. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    static class HealthConfiguration {

        @Bean
        @ConditionalOnMissingBean(name = "holdfastHealthIndicator")
        HealthIndicator holdfastHealthIndicator(FlagClient flags) {
            return new HoldfastHealthIndicator(flags);
        }
    }

    /** Metrics, where Micrometer is. */
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

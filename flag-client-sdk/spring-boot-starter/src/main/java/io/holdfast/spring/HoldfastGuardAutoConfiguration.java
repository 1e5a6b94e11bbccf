package io.holdfast.spring;

import io.holdfast.client.FlagClient;
import io.holdfast.guard.BrowseOnlyFilter;
import io.holdfast.guard.RouteResolver;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.HandlerMapping;

/** The guard's filter in front of all servlets, where there is a client to ask. */
@AutoConfiguration(after = HoldfastAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(HandlerMapping.class)
@ConditionalOnBean(FlagClient.class)
@ConditionalOnProperty(name = "holdfast.guard.enabled", matchIfMissing = true)
public class HoldfastGuardAutoConfiguration {
    /** Before Spring Security, whose own chain has order -100: sign-ins are declared exempt, not let through by luck. */
    static final int FILTER_ORDER = -200;

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

package io.holdfast.spring;

import io.holdfast.client.FlagClient;
import io.holdfast.client.FlagClientBuilder;
import java.util.Locale;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** A client made of properties, unless the application brings its own. */
@AutoConfiguration
@ConditionalOnMissingBean(FlagClient.class)
@ConditionalOnProperty("holdfast.sdk-key")
@EnableConfigurationProperties(HoldfastProperties.class)
public class HoldfastAutoConfiguration {

    @Bean(destroyMethod = "close")
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
}

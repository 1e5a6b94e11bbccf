package io.holdfast.spring;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How an application uses Holdfast. Server and key suffice.
 *
 * @param server addresses of Holdfast servers, tried in turn
 * @param sdkKey the environment's key, {@code hf_sdk_…}
 * @param application the application's key; by default {@code spring.application.name}
 * @param region the region's key
 * @param snapshotDirectory where the last known ruleset is kept for a start without any server
 * @param guard the filter that refuses writes
 */
@Validated
@ConfigurationProperties("holdfast")
public record HoldfastProperties(
        @NotEmpty List<@NotBlank String> server,
        @NotBlank String sdkKey,
        @Nullable @Pattern(regexp = KEY) String application,
        @Nullable @Pattern(regexp = KEY) String region,
        @Nullable Path snapshotDirectory,
        @NotNull @DefaultValue Guard guard) {
    static final String KEY = "[a-z0-9][a-z0-9._-]{0,99}";

    /**
     * The filter.
     *
     * @param enabled whether there is one
     */
    public record Guard(@DefaultValue("true") boolean enabled) {}

    @Override
    public String toString() {
        return "HoldfastProperties[server=" + server + ", application=" + application + "]";
    }
}

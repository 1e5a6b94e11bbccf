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
 * @param server Addresses of Holdfast servers, tried in turn.
 * @param sdkKey Key of the environment, which begins with hf_sdk_.
 * @param application Key of the application, by which holds can be limited to it. Made of spring.application.name by default.
 * @param region Key of the region, by which holds can be limited to it.
 * @param snapshotDirectory Where the last known ruleset is kept for a start without any server.
 * @param guard The filter that refuses writes.
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
     * @param enabled Whether writes are refused while a hold asks for it.
     */
    public record Guard(@DefaultValue("true") boolean enabled) {}

    @Override
    public String toString() {
        return "HoldfastProperties[server=" + server + ", application=" + application + "]";
    }
}

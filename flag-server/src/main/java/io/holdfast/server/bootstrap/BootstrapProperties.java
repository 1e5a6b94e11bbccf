package io.holdfast.server.bootstrap;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What a first start is given.
 *
 * @param sampleData whether to create a project, two environments and a few flags to look at
 */
@Validated
@ConfigurationProperties("holdfast")
record BootstrapProperties(
        @Valid @DefaultValue Admin admin,
        @Valid @DefaultValue Bootstrap bootstrap,
        @DefaultValue("false") boolean sampleData) {

    /**
     * The first administrator.
     *
     * @param password absent for a random one, which is printed once
     */
    record Admin(
            @NotBlank @Size(max = 100) @DefaultValue("admin")
            String username,

            @Nullable @Size(min = 8, max = 200, message = "must have 8 to 200 characters")
            String password) {
        @Override
        public String toString() {
            return "Admin[" + username + "]";
        }
    }

    /**
     * Secrets that this installation chose itself, so that applications can be given them beforehand.
     *
     * @param sdkKeys by environment
     * @param operatorToken of a program that may hold and release
     */
    record Bootstrap(
            @DefaultValue
            Map<String, @Size(min = 20, max = 200, message = "must have 20 to 200 characters") String> sdkKeys,

            @Nullable @Size(min = 20, max = 200, message = "must have 20 to 200 characters")
            String operatorToken) {
        @Override
        public String toString() {
            return "Bootstrap" + sdkKeys.keySet();
        }
    }
}

package io.holdfast.server.bootstrap;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** Says which of our settings keeps the server from starting, and never repeats its value: it may be a secret. */
class SettingsFailureAnalyzer extends AbstractFailureAnalyzer<BindValidationException> implements Ordered {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, BindValidationException cause) {
        ValidationErrors errors = cause.getValidationErrors();
        if (!errors.getName().toString().startsWith("holdfast")) {
            return null;
        }
        String faults = errors.getAllErrors().stream()
                .map(error -> errors.getName() + field(error) + " " + error.getDefaultMessage())
                .distinct()
                .collect(Collectors.joining("\n"));
        return new FailureAnalysis(faults, "Correct the setting and start again.", cause);
    }

    private static String field(ObjectError error) {
        return error instanceof FieldError field ? "." + field.getField() : "";
    }

    /** Before Spring Boot's own, which shows values. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}

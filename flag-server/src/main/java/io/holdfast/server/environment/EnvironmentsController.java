package io.holdfast.server.environment;

import io.holdfast.api.EnvironmentsApi;
import io.holdfast.api.model.Environment;
import io.holdfast.api.model.EnvironmentCreate;
import io.holdfast.api.model.EnvironmentList;
import io.holdfast.api.model.EnvironmentUpdate;
import io.holdfast.server.audit.Versions;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class EnvironmentsController implements EnvironmentsApi {
    private final Environments environments;

    EnvironmentsController(Environments environments) {
        this.environments = environments;
    }

    @Override
    public ResponseEntity<EnvironmentList> listEnvironments() {
        return ResponseEntity.ok(new EnvironmentList(environments.list()));
    }

    @Override
    public ResponseEntity<Environment> createEnvironment(EnvironmentCreate wanted) {
        Environment created = environments.create(wanted);
        return ResponseEntity.created(URI.create("/api/v1/environments/" + created.getKey()))
                .eTag(Versions.etag(created.getVersion()))
                .body(created);
    }

    @Override
    public ResponseEntity<Environment> getEnvironment(String key) {
        return tagged(environments.get(key));
    }

    @Override
    public ResponseEntity<Environment> updateEnvironment(
            String key, EnvironmentUpdate wanted, @Nullable String ifMatch) {
        return tagged(environments.update(key, wanted, ifMatch));
    }

    @Override
    public ResponseEntity<Void> deleteEnvironment(String key, @Nullable String ifMatch) {
        environments.delete(key, ifMatch);
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<Environment> tagged(Environment environment) {
        return ResponseEntity.ok().eTag(Versions.etag(environment.getVersion())).body(environment);
    }
}

package io.holdfast.server.flag;

import io.holdfast.api.FlagsApi;
import io.holdfast.api.model.Flag;
import io.holdfast.api.model.FlagConfiguration;
import io.holdfast.api.model.FlagConfigurationUpdate;
import io.holdfast.api.model.FlagCreate;
import io.holdfast.api.model.FlagPage;
import io.holdfast.api.model.FlagUpdate;
import io.holdfast.server.audit.Versions;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class FlagsController implements FlagsApi {
    private final Flags flags;

    FlagsController(Flags flags) {
        this.flags = flags;
    }

    @Override
    public ResponseEntity<FlagPage> listFlags(
            @Nullable String project, @Nullable String q, @Nullable String cursor, Integer limit) {
        return ResponseEntity.ok(flags.list(project, q, cursor, limit));
    }

    @Override
    public ResponseEntity<Flag> createFlag(FlagCreate wanted) {
        Flag created = flags.create(wanted);
        return ResponseEntity.created(URI.create("/api/v1/flags/" + created.getKey()))
                .eTag(Versions.etag(created.getVersion()))
                .body(created);
    }

    @Override
    public ResponseEntity<Flag> getFlag(String key) {
        return tagged(flags.get(key));
    }

    @Override
    public ResponseEntity<Flag> updateFlag(String key, FlagUpdate wanted, @Nullable String ifMatch) {
        return tagged(flags.update(key, wanted, ifMatch));
    }

    @Override
    public ResponseEntity<Void> deleteFlag(String key, @Nullable String ifMatch) {
        flags.delete(key, ifMatch);
        return ResponseEntity.noContent().build();
    }

    @Override
    public ResponseEntity<FlagConfiguration> getConfiguration(String key, String environment) {
        return tagged(flags.configuration(key, environment));
    }

    @Override
    public ResponseEntity<FlagConfiguration> updateConfiguration(
            String key, String environment, FlagConfigurationUpdate wanted, @Nullable String ifMatch) {
        return tagged(flags.configure(key, environment, wanted, ifMatch));
    }

    private static ResponseEntity<Flag> tagged(Flag flag) {
        return ResponseEntity.ok().eTag(Versions.etag(flag.getVersion())).body(flag);
    }

    private static ResponseEntity<FlagConfiguration> tagged(FlagConfiguration configuration) {
        return ResponseEntity.ok()
                .eTag(Versions.etag(configuration.getVersion()))
                .body(configuration);
    }
}

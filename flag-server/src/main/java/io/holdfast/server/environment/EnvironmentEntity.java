package io.holdfast.server.environment;

import io.holdfast.api.model.Environment;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code environment}. Epoch and revision are only read here; {@code Revisions} raises them. */
@Entity
@Table(name = "environment")
class EnvironmentEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Column(name = "key", updatable = false)
    private String key;

    private String name;
    private @Nullable String description;
    private boolean production;

    @Column(updatable = false)
    private long epoch;

    @Column(insertable = false, updatable = false)
    private long revision;

    @Version
    private long version;

    private Instant createdAt;

    // For JPA, which fills every field.
    @SuppressWarnings("NullAway.Init")
    protected EnvironmentEntity() {}

    EnvironmentEntity(
            String key, Instant createdAt, String name, @Nullable String description, boolean production, long epoch) {
        this.epoch = epoch;
        this.key = key;
        this.createdAt = createdAt;
        this.name = name;
        this.description = description;
        this.production = production;
    }

    long version() {
        return version;
    }

    void describe(String newName, @Nullable String newDescription, boolean isProduction) {
        name = newName;
        description = newDescription;
        production = isProduction;
    }

    Environment toApi() {
        Environment environment = new Environment(key, name, production, epoch, revision, version, createdAt);
        environment.setDescription(description);
        return environment;
    }
}

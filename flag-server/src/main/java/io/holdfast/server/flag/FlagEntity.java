package io.holdfast.server.flag;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A row of {@code flag}, with its configuration in each environment. */
@Entity
@Table(name = "flag")
class FlagEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Column(updatable = false)
    long projectId;

    @Column(name = "key", updatable = false)
    String key;

    @Column(updatable = false)
    String type;

    String kind;

    @Nullable
    String name;

    @Nullable
    String description;

    /** JSON, as the API shows it. */
    @ColumnTransformer(write = "?::jsonb")
    String variations;

    @Version
    long version;

    Instant createdAt;
    Instant updatedAt;
    String updatedBy;

    @OneToMany(mappedBy = "flag", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("environmentId")
    @BatchSize(size = 200)
    List<ConfigurationEntity> configurations = new ArrayList<>();

    // For JPA, which fills every field.
    @SuppressWarnings("NullAway.Init")
    protected FlagEntity() {}

    FlagEntity(long projectId, String key, String type, Instant createdAt) {
        this.projectId = projectId;
        this.key = key;
        this.type = type;
        this.createdAt = createdAt;
        this.kind = "";
        this.variations = "[]";
        this.updatedAt = createdAt;
        this.updatedBy = "";
    }

    Optional<ConfigurationEntity> configuration(long environmentId) {
        return configurations.stream()
                .filter(configuration -> configuration.environmentId == environmentId)
                .findFirst();
    }
}

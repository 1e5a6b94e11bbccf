package io.holdfast.server.flag;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A row of {@code flag_configuration}: how a flag behaves in one environment. */
@Entity
@Table(name = "flag_configuration")
class ConfigurationEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "flag_id", updatable = false)
    FlagEntity flag;

    @Column(updatable = false)
    long environmentId;

    @Column(name = "is_on")
    boolean on;

    String offVariation;

    /** JSON, as the API and the ruleset show it. */
    @ColumnTransformer(write = "?::jsonb")
    String fallthrough;

    @ColumnTransformer(write = "?::jsonb")
    String prerequisites = "[]";

    @ColumnTransformer(write = "?::jsonb")
    String targets = "[]";

    @ColumnTransformer(write = "?::jsonb")
    String rules = "[]";

    @Nullable
    Short shedAt;

    @Nullable
    String shedVariation;

    @Version
    long version;

    Instant updatedAt;
    String updatedBy;

    // For JPA, which fills every field.
    @SuppressWarnings("NullAway.Init")
    protected ConfigurationEntity() {}

    /** Off, ready to serve {@code fallthrough} when it is switched on. */
    ConfigurationEntity(FlagEntity flag, long environmentId, String offVariation, String fallthrough) {
        this.flag = flag;
        this.environmentId = environmentId;
        this.offVariation = offVariation;
        this.fallthrough = fallthrough;
        this.updatedAt = flag.updatedAt;
        this.updatedBy = flag.updatedBy;
    }
}

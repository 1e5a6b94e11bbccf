package io.holdfast.server.flag;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A row of {@code segment}. */
@Entity
@Table(name = "segment")
class SegmentEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Column(updatable = false)
    long projectId;

    @Column(name = "key", updatable = false)
    String key;

    @Nullable
    String name;

    @Nullable
    String description;

    /** JSON with {@code included}, {@code excluded} and {@code rules}, as the ruleset shows it. */
    @ColumnTransformer(write = "?::jsonb")
    String definition;

    @Version
    long version;

    Instant createdAt;
    Instant updatedAt;
    String updatedBy;

    // For JPA, which fills every field.
    @SuppressWarnings("NullAway.Init")
    protected SegmentEntity() {}

    SegmentEntity(long projectId, String key, Instant createdAt) {
        this.projectId = projectId;
        this.key = key;
        this.createdAt = createdAt;
        this.definition = "{}";
        this.updatedAt = createdAt;
        this.updatedBy = "";
    }
}

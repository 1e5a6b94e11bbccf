package io.holdfast.server.project;

import io.holdfast.api.model.Project;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code project}. */
@Entity
@Table(name = "project")
class ProjectEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Column(name = "key", updatable = false)
    private String key;

    private String name;
    private @Nullable String description;

    @Version
    private long version;

    private Instant createdAt;

    // For JPA, which fills every field.
    @SuppressWarnings("NullAway.Init")
    protected ProjectEntity() {}

    ProjectEntity(String key, String name, @Nullable String description, Instant createdAt) {
        this.key = key;
        this.name = name;
        this.description = description;
        this.createdAt = createdAt;
    }

    String key() {
        return key;
    }

    long version() {
        return version;
    }

    void describe(String newName, @Nullable String newDescription) {
        name = newName;
        description = newDescription;
    }

    Project toApi(int flags) {
        Project project = new Project(key, name, flags, version, createdAt);
        project.setDescription(description);
        return project;
    }
}

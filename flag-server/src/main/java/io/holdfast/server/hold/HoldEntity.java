package io.holdfast.server.hold;

import io.holdfast.api.model.Hold;
import io.holdfast.api.model.Scope;
import io.holdfast.api.model.Stage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** A row of {@code hold}. It stays after its release. */
@Entity
@Table(name = "hold")
class HoldEntity implements Persistable<UUID> {
    @Id
    UUID id;

    @Column(updatable = false)
    long environmentId;

    String stage;
    short shedLevel;
    String reason;

    @Nullable
    String message;

    @Nullable
    String incident;

    String[] applications = {};
    String[] regions = {};
    short percent = 100;
    String actor;
    String actorKind;
    Instant createdAt;

    @Nullable
    Instant startsAt;

    @Nullable
    Instant expiresAt;

    @Nullable
    Instant releasedAt;

    @Nullable
    String releasedBy;

    @Transient
    private boolean isNew;

    // For JPA, which fills every field.
    @SuppressWarnings("NullAway.Init")
    protected HoldEntity() {}

    HoldEntity(UUID id, long environmentId, Instant createdAt) {
        this.id = id;
        this.environmentId = environmentId;
        this.createdAt = createdAt;
        this.stage = "ENFORCE";
        this.reason = "";
        this.actor = "";
        this.actorKind = "";
        this.isNew = true;
    }

    @Override
    public UUID getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return isNew;
    }

    Hold.StateEnum stateAt(Instant now) {
        if (releasedAt != null) {
            return Hold.StateEnum.RELEASED;
        }
        if (expiresAt != null && !now.isBefore(expiresAt)) {
            return Hold.StateEnum.EXPIRED;
        }
        return startsAt != null && now.isBefore(startsAt) ? Hold.StateEnum.PLANNED : Hold.StateEnum.ACTIVE;
    }

    Hold toApi(String environment, Instant now) {
        Scope scope = new Scope().percent((int) percent);
        scope.setApplications(List.of(applications));
        scope.setRegions(List.of(regions));
        Hold hold = new Hold(
                id,
                environment,
                Stage.fromValue(stage),
                (int) shedLevel,
                reason,
                scope,
                actor,
                Hold.ActorKindEnum.fromValue(actorKind),
                createdAt,
                stateAt(now));
        hold.setMessage(message);
        hold.setIncident(incident);
        hold.setStartsAt(startsAt);
        hold.setExpiresAt(expiresAt);
        hold.setReleasedAt(releasedAt);
        hold.setReleasedBy(releasedBy);
        return hold;
    }

    io.holdfast.engine.Hold toEngine() {
        return new io.holdfast.engine.Hold(
                id.toString(),
                io.holdfast.engine.Stage.valueOf(stage),
                shedLevel,
                message,
                incident,
                io.holdfast.engine.Scope.ALL,
                createdAt,
                startsAt,
                expiresAt);
    }
}

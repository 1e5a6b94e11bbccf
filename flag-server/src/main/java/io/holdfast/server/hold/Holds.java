package io.holdfast.server.hold;

import io.holdfast.api.model.FieldError;
import io.holdfast.api.model.Hold;
import io.holdfast.api.model.HoldCreate;
import io.holdfast.api.model.HoldPage;
import io.holdfast.api.model.Posture;
import io.holdfast.api.model.Scope;
import io.holdfast.api.model.Stage;
import io.holdfast.server.audit.Actor;
import io.holdfast.server.audit.ActorKind;
import io.holdfast.server.audit.Audit;
import io.holdfast.server.audit.CurrentActor;
import io.holdfast.server.environment.Environments;
import io.holdfast.server.input.Pages;
import io.holdfast.server.problem.ProblemException;
import io.holdfast.server.report.Instances;
import io.holdfast.server.ruleset.Revisions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Holds: set, listed and released, and the posture that follows. Many can be active; releasing one leaves the others. */
@Service
@Transactional
public class Holds {
    /** What a program's hold lasts when it does not say; a person's lasts until it is released. */
    private static final Duration PROGRAM_DURATION = Duration.ofHours(4);

    /** Times are texts with four digits for the year. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private static final UUID LAST = new UUID(-1, -1);

    private final HoldRepository repository;
    private final Environments environments;
    private final Instances instances;
    private final Revisions revisions;
    private final Audit audit;
    private final CurrentActor actor;
    private final InstantSource clock;
    private final JdbcClient jdbc;
    private final TimeOrderedIds ids;

    Holds(
            HoldRepository repository,
            Environments environments,
            Instances instances,
            Revisions revisions,
            Audit audit,
            CurrentActor actor,
            InstantSource clock,
            JdbcClient jdbc) {
        this.repository = repository;
        this.environments = environments;
        this.instances = instances;
        this.revisions = revisions;
        this.audit = audit;
        this.actor = actor;
        this.clock = clock;
        this.jdbc = jdbc;
        this.ids = new TimeOrderedIds(clock);
    }

    /** A page of holds, newest first. */
    @Transactional(readOnly = true)
    public HoldPage list(String environment, Hold.@Nullable StateEnum state, @Nullable String cursor, int limit) {
        Instant now = clock.instant();
        Pages pages = new Pages("holds of " + environment);
        String wanted = state == null ? null : state.getValue();
        List<Hold> found =
                repository.page(id(environment), pages.afterId(cursor, LAST), wanted, now, Limit.of(limit + 1)).stream()
                        .map(hold -> hold.toApi(environment, now))
                        .toList();
        HoldPage page = new HoldPage(Pages.upTo(found, limit));
        page.setNextCursor(pages.next(found, limit, hold -> hold.getId().toString()));
        return page;
    }

    @Transactional(readOnly = true)
    public Hold get(String environment, UUID id) {
        return repository
                .findByIdAndEnvironmentId(id, id(environment))
                .orElseThrow(() -> missing(id))
                .toApi(environment, clock.instant());
    }

    /** Sets a hold. It is effective in connected instances in milliseconds, or from its start. */
    public Hold set(String environment, HoldCreate wanted) {
        Instant now = clock.instant();
        HoldEntity entity = new HoldEntity(ids.next(), id(environment), now);
        fill(entity, wanted, actor.get());
        refuseNonsense(entity, wanted.getExpiresAt() == null ? "/startsAt" : "/expiresAt");
        revisions.raise(environment, "hold " + entity.id + " set");
        repository.save(entity);
        repository.flush();
        Hold hold = entity.toApi(environment, now);
        audit.record("hold.set", subject(entity.id), null, hold);
        return hold;
    }

    /** Releases one hold; others stay. */
    public Hold release(String environment, UUID id) {
        revisions.raise(environment, "hold " + id + " released");
        HoldEntity entity = repository.lock(id, id(environment)).orElseThrow(() -> missing(id));
        Instant now = clock.instant();
        Hold before = entity.toApi(environment, now);
        switch (before.getState()) {
            case RELEASED ->
                throw new ProblemException.Conflict("The hold was released already, by " + entity.releasedBy + ".");
            case EXPIRED -> throw new ProblemException.Conflict("The hold has expired already.");
            default -> {
                entity.releasedAt = now;
                entity.releasedBy = actor.get().name();
            }
        }
        repository.flush();
        Hold after = entity.toApi(environment, now);
        audit.record("hold.release", subject(id), before, after);
        return after;
    }

    /** The posture now, its holds, and which instances have it. */
    @Transactional(readOnly = true)
    public Posture posture(String environment) {
        var shown = environments.get(environment);
        Instant now = clock.instant();
        List<HoldEntity> standing = repository.standing(id(environment), now);
        var joined = io.holdfast.engine.Posture.ofAll(
                standing.stream().map(HoldEntity::toEngine).toList(), now);
        Posture posture = new Posture(
                environment,
                shown.getEpoch(),
                shown.getRevision(),
                Stage.fromValue(joined.stage().name()),
                joined.shedLevel(),
                standing.stream().map(hold -> hold.toApi(environment, now)).toList(),
                instances.convergence(environment),
                now);
        posture.setMessage(joined.message());
        posture.setSince(joined.since());
        posture.setUntil(joined.until());
        return posture;
    }

    private void fill(HoldEntity entity, HoldCreate wanted, Actor holder) {
        Scope scope = Objects.requireNonNullElseGet(wanted.getScope(), Scope::new);
        entity.stage =
                Objects.requireNonNullElse(wanted.getStage(), Stage.ENFORCE).getValue();
        entity.shedLevel = Objects.requireNonNullElse(wanted.getShedLevel(), 0).shortValue();
        entity.reason = wanted.getReason();
        entity.message = wanted.getMessage();
        entity.incident = wanted.getIncident();
        entity.applications = keys(scope.getApplications());
        entity.regions = keys(scope.getRegions());
        entity.percent = Objects.requireNonNullElse(scope.getPercent(), 100).shortValue();
        entity.actor = holder.name();
        entity.actorKind = holder.kind().wireName();
        entity.startsAt = wanted.getStartsAt();
        entity.expiresAt = wanted.getExpiresAt();
        if (entity.expiresAt == null && holder.kind() != ActorKind.PERSON) {
            entity.expiresAt = Objects.requireNonNullElse(entity.startsAt, entity.createdAt)
                    .plus(PROGRAM_DURATION);
        }
    }

    /** {@code end} is the field that says when it ends. */
    private static void refuseNonsense(HoldEntity hold, String end) {
        List<FieldError> errors = new ArrayList<>();
        if (hold.stage.equals(Stage.OFF.getValue()) && hold.shedLevel == 0) {
            errors.add(new FieldError("/stage", "A hold needs a stage above OFF or a shed level above 0."));
        }
        Instant start = Objects.requireNonNullElse(hold.startsAt, hold.createdAt);
        if (hold.expiresAt != null && (!hold.expiresAt.isAfter(start) || !hold.expiresAt.isAfter(hold.createdAt))) {
            errors.add(new FieldError(end, "A hold must end after it starts, and in the future."));
        }
        if (hold.expiresAt != null && hold.expiresAt.isAfter(LATEST)) {
            errors.add(new FieldError(end, "A hold must end before the year 10000."));
        }
        if (!errors.isEmpty()) {
            throw new ProblemException.Invalid(errors);
        }
    }

    private static String[] keys(@Nullable List<String> keys) {
        return keys == null ? new String[0] : keys.toArray(String[]::new);
    }

    private long id(String environment) {
        return jdbc.sql("select id from environment where key = :key")
                .param("key", environment)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new ProblemException.NotFound("environment", environment));
    }

    private static String subject(UUID id) {
        return "hold/" + id;
    }

    private static ProblemException missing(UUID id) {
        return new ProblemException.NotFound("hold", id.toString());
    }
}

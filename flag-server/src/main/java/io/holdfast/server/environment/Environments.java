package io.holdfast.server.environment;

import io.holdfast.api.model.Environment;
import io.holdfast.api.model.EnvironmentCreate;
import io.holdfast.api.model.EnvironmentUpdate;
import io.holdfast.server.audit.Audit;
import io.holdfast.server.audit.Versions;
import io.holdfast.server.problem.ProblemException;
import io.holdfast.server.ruleset.Revisions;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Environments: production, staging and the like. */
@Service
@Transactional
public class Environments {
    private final EnvironmentRepository repository;
    private final Revisions revisions;
    private final Audit audit;
    private final Versions versions;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Environments(
            EnvironmentRepository repository,
            Revisions revisions,
            Audit audit,
            Versions versions,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.repository = repository;
        this.revisions = revisions;
        this.audit = audit;
        this.versions = versions;
        this.events = events;
        this.clock = clock;
    }

    /** All of them, by key. */
    @Transactional(readOnly = true)
    public List<Environment> list() {
        return repository.findAllByOrderByKey().stream()
                .map(EnvironmentEntity::toApi)
                .toList();
    }

    @Transactional(readOnly = true)
    public Environment get(String key) {
        return repository.findByKey(key).orElseThrow(() -> missing(key)).toApi();
    }

    public Environment create(EnvironmentCreate wanted) {
        if (repository.findByKey(wanted.getKey()).isPresent()) {
            throw new ProblemException.Conflict("There is an environment '" + wanted.getKey() + "' already.");
        }
        Environment created = repository
                .saveAndFlush(new EnvironmentEntity(
                        wanted.getKey(),
                        clock.instant(),
                        wanted.getName(),
                        wanted.getDescription(),
                        Boolean.TRUE.equals(wanted.getProduction()),
                        repository.nextEpoch(subject(wanted.getKey()))))
                .toApi();
        events.publishEvent(new EnvironmentCreated(wanted.getKey()));
        audit.record("environment.create", subject(wanted.getKey()), null, created);
        revisions.announce(wanted.getKey());
        return created;
    }

    public Environment update(String key, EnvironmentUpdate wanted, @Nullable String ifMatch) {
        EnvironmentEntity entity = locked(key, ifMatch);
        Environment before = entity.toApi();
        entity.describe(wanted.getName(), wanted.getDescription(), Boolean.TRUE.equals(wanted.getProduction()));
        Environment after = repository.saveAndFlush(entity).toApi();
        audit.record("environment.update", subject(key), before, after);
        return after;
    }

    public void delete(String key, @Nullable String ifMatch) {
        EnvironmentEntity entity = locked(key, ifMatch);
        if (repository.countStandingHolds(key) > 0) {
            throw new ProblemException.Conflict(
                    "The environment has holds that are active or planned. Release them first.");
        }
        repository.delete(entity);
        repository.flush();
        audit.record("environment.delete", subject(key), entity.toApi(), null);
        revisions.announce(key);
    }

    private EnvironmentEntity locked(String key, @Nullable String ifMatch) {
        EnvironmentEntity entity = repository.lockByKey(key).orElseThrow(() -> missing(key));
        versions.require(ifMatch, entity.version(), subject(key), entity.toApi());
        return entity;
    }

    private static String subject(String key) {
        return "environment/" + key;
    }

    private static ProblemException missing(String key) {
        return new ProblemException.NotFound("environment", key);
    }
}

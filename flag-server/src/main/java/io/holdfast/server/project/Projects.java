package io.holdfast.server.project;

import io.holdfast.api.model.Project;
import io.holdfast.api.model.ProjectCreate;
import io.holdfast.api.model.ProjectPage;
import io.holdfast.api.model.ProjectUpdate;
import io.holdfast.server.audit.Audit;
import io.holdfast.server.audit.Versions;
import io.holdfast.server.input.Pages;
import io.holdfast.server.problem.ProblemException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Projects: groups of flags. */
@Service
@Transactional
public class Projects {
    private static final Pages PAGES = new Pages("projects");

    private final ProjectRepository repository;
    private final Audit audit;
    private final Versions versions;
    private final InstantSource clock;

    Projects(ProjectRepository repository, Audit audit, Versions versions, InstantSource clock) {
        this.repository = repository;
        this.audit = audit;
        this.versions = versions;
        this.clock = clock;
    }

    /** A page of projects by key. */
    @Transactional(readOnly = true)
    public ProjectPage list(@Nullable String cursor, int limit) {
        var found = repository.findByKeyGreaterThanOrderByKey(PAGES.after(cursor), Limit.of(limit + 1)).stream()
                .map(this::toApi)
                .toList();
        ProjectPage page = new ProjectPage(Pages.upTo(found, limit));
        page.setNextCursor(PAGES.next(found, limit, Project::getKey));
        return page;
    }

    @Transactional(readOnly = true)
    public Project get(String key) {
        return toApi(repository.findByKey(key).orElseThrow(() -> missing(key)));
    }

    public Project create(ProjectCreate wanted) {
        if (repository.findByKey(wanted.getKey()).isPresent()) {
            throw new ProblemException.Conflict("There is a project '" + wanted.getKey() + "' already.");
        }
        ProjectEntity created = repository.saveAndFlush(
                new ProjectEntity(wanted.getKey(), wanted.getName(), wanted.getDescription(), clock.instant()));
        Project project = toApi(created);
        audit.record("project.create", subject(wanted.getKey()), null, project);
        return project;
    }

    public Project update(String key, ProjectUpdate wanted, @Nullable String ifMatch) {
        ProjectEntity entity = locked(key, ifMatch);
        Project before = toApi(entity);
        entity.describe(wanted.getName(), wanted.getDescription());
        Project after = toApi(repository.saveAndFlush(entity));
        audit.record("project.update", subject(key), before, after);
        return after;
    }

    public void delete(String key, @Nullable String ifMatch) {
        ProjectEntity entity = locked(key, ifMatch);
        Project before = toApi(entity);
        if (before.getFlags() > 0) {
            throw new ProblemException.Conflict(
                    "The project still has " + before.getFlags() + " flags. Delete or move them first.");
        }
        repository.delete(entity);
        audit.record("project.delete", subject(key), before, null);
    }

    private ProjectEntity locked(String key, @Nullable String ifMatch) {
        ProjectEntity entity = repository.lockByKey(key).orElseThrow(() -> missing(key));
        versions.require(ifMatch, entity.version(), subject(key), toApi(entity));
        return entity;
    }

    private Project toApi(ProjectEntity entity) {
        return entity.toApi(repository.countFlags(entity.key()));
    }

    private static String subject(String key) {
        return "project/" + key;
    }

    private static ProblemException missing(String key) {
        return new ProblemException.NotFound("project", key);
    }
}

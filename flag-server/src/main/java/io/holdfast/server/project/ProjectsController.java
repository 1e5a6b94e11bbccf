package io.holdfast.server.project;

import io.holdfast.api.ProjectsApi;
import io.holdfast.api.model.Project;
import io.holdfast.api.model.ProjectCreate;
import io.holdfast.api.model.ProjectPage;
import io.holdfast.api.model.ProjectUpdate;
import io.holdfast.server.audit.Versions;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ProjectsController implements ProjectsApi {
    private final Projects projects;

    ProjectsController(Projects projects) {
        this.projects = projects;
    }

    @Override
    public ResponseEntity<ProjectPage> listProjects(@Nullable String cursor, Integer limit) {
        return ResponseEntity.ok(projects.list(cursor, limit));
    }

    @Override
    public ResponseEntity<Project> createProject(ProjectCreate wanted) {
        Project created = projects.create(wanted);
        return ResponseEntity.created(URI.create("/api/v1/projects/" + created.getKey()))
                .eTag(Versions.etag(created.getVersion()))
                .body(created);
    }

    @Override
    public ResponseEntity<Project> getProject(String key) {
        return tagged(projects.get(key));
    }

    @Override
    public ResponseEntity<Project> updateProject(String key, ProjectUpdate wanted, @Nullable String ifMatch) {
        return tagged(projects.update(key, wanted, ifMatch));
    }

    @Override
    public ResponseEntity<Void> deleteProject(String key, @Nullable String ifMatch) {
        projects.delete(key, ifMatch);
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<Project> tagged(Project project) {
        return ResponseEntity.ok().eTag(Versions.etag(project.getVersion())).body(project);
    }
}

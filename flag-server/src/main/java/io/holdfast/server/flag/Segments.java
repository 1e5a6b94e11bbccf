package io.holdfast.server.flag;

import io.holdfast.api.model.Segment;
import io.holdfast.api.model.SegmentCreate;
import io.holdfast.api.model.SegmentPage;
import io.holdfast.api.model.SegmentRule;
import io.holdfast.api.model.SegmentUpdate;
import io.holdfast.server.audit.Audit;
import io.holdfast.server.audit.CurrentActor;
import io.holdfast.server.audit.Versions;
import io.holdfast.server.input.Pages;
import io.holdfast.server.problem.ProblemException;
import io.holdfast.server.ruleset.Revisions;
import io.holdfast.server.ruleset.RulesetCheck;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Segments. They are the same in every environment, so each change raises the revision of all. */
@Service
@Transactional
public class Segments {
    private static final Pages PAGES = new Pages("segments");

    private final SegmentRepository repository;
    private final FlagMapper mapper;
    private final Keys keys;
    private final Revisions revisions;
    private final RulesetCheck check;
    private final Audit audit;
    private final Versions versions;
    private final CurrentActor actor;
    private final InstantSource clock;
    private final JsonMapper json;

    Segments(
            SegmentRepository repository,
            FlagMapper mapper,
            Keys keys,
            Revisions revisions,
            RulesetCheck check,
            Audit audit,
            Versions versions,
            CurrentActor actor,
            InstantSource clock,
            JsonMapper json) {
        this.repository = repository;
        this.mapper = mapper;
        this.keys = keys;
        this.revisions = revisions;
        this.check = check;
        this.audit = audit;
        this.versions = versions;
        this.actor = actor;
        this.clock = clock;
        this.json = json;
    }

    /** A page of segments by key. */
    @Transactional(readOnly = true)
    public SegmentPage list(@Nullable String project, @Nullable String cursor, int limit) {
        Long projectId = project == null ? null : keys.project(project).orElse(-1L);
        List<Segment> found = repository.page(PAGES.after(cursor), projectId, Limit.of(limit + 1)).stream()
                .map(this::toApi)
                .toList();
        SegmentPage page = new SegmentPage(Pages.upTo(found, limit));
        page.setNextCursor(PAGES.next(found, limit, Segment::getKey));
        return page;
    }

    @Transactional(readOnly = true)
    public Segment get(String key) {
        return toApi(repository.findByKey(key).orElseThrow(() -> missing(key)));
    }

    public Segment create(SegmentCreate wanted) {
        long project = keys.project(wanted.getProject())
                .orElseThrow(() ->
                        new ProblemException.Invalid("/project", "There is no project '" + wanted.getProject() + "'."));
        revisions.raiseAll("segment " + wanted.getKey() + " created");
        if (repository.findByKey(wanted.getKey()).isPresent()) {
            throw new ProblemException.Conflict("There is a segment '" + wanted.getKey()
                    + "' already. Keys are unique in the installation, whatever the project.");
        }
        SegmentEntity segment = new SegmentEntity(project, wanted.getKey(), clock.instant());
        segment.name = wanted.getName();
        segment.description = wanted.getDescription();
        define(segment, new Definition(wanted.getIncluded(), wanted.getExcluded(), wanted.getRules()));
        Segment created = saved(segment);
        audit.record("segment.create", subject(wanted.getKey()), null, created);
        return created;
    }

    public Segment update(String key, SegmentUpdate wanted, @Nullable String ifMatch) {
        revisions.raiseAll("segment " + key + " changed");
        SegmentEntity segment = locked(key, ifMatch);
        Segment before = toApi(segment);
        segment.name = wanted.getName();
        segment.description = wanted.getDescription();
        define(segment, new Definition(wanted.getIncluded(), wanted.getExcluded(), wanted.getRules()));
        Segment after = saved(segment);
        audit.record("segment.update", subject(key), before, after);
        return after;
    }

    /** Deletes a segment that no flag and no other segment refers to. */
    public void delete(String key, @Nullable String ifMatch) {
        revisions.raiseAll("segment " + key + " deleted");
        SegmentEntity segment = locked(key, ifMatch);
        Segment before = toApi(segment);
        repository.delete(segment);
        repository.flush();
        check.afterRemovalOf("segment '" + key + "'");
        audit.record("segment.delete", subject(key), before, null);
    }

    private void define(SegmentEntity segment, Definition definition) {
        segment.definition = json.writeValueAsString(definition);
        mapper.validate(segment.definition);
        segment.updatedAt = clock.instant();
        segment.updatedBy = actor.get().name();
    }

    private Segment saved(SegmentEntity segment) {
        Segment saved = toApi(repository.saveAndFlush(segment));
        check.everywhere("/segments/" + segment.key);
        return saved;
    }

    private SegmentEntity locked(String key, @Nullable String ifMatch) {
        SegmentEntity segment = repository.lockByKey(key).orElseThrow(() -> missing(key));
        versions.require(ifMatch, segment.version, subject(key), toApi(segment));
        return segment;
    }

    private Segment toApi(SegmentEntity segment) {
        Definition definition = json.readValue(segment.definition, Definition.class);
        Segment api = new Segment(
                segment.key,
                keys.projectKey(segment.projectId),
                definition.included(),
                definition.excluded(),
                definition.rules(),
                segment.version,
                segment.createdAt,
                segment.updatedAt,
                segment.updatedBy);
        api.setName(segment.name);
        api.setDescription(segment.description);
        return api;
    }

    private static String subject(String key) {
        return "segment/" + key;
    }

    private static ProblemException missing(String key) {
        return new ProblemException.NotFound("segment", key);
    }

    /** What the column {@code definition} holds. */
    private record Definition(List<String> included, List<String> excluded, List<SegmentRule> rules) {}
}

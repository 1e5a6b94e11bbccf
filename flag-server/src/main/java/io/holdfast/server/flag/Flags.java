package io.holdfast.server.flag;

import io.holdfast.api.model.Fallthrough;
import io.holdfast.api.model.Flag;
import io.holdfast.api.model.FlagConfiguration;
import io.holdfast.api.model.FlagConfigurationUpdate;
import io.holdfast.api.model.FlagCreate;
import io.holdfast.api.model.FlagPage;
import io.holdfast.api.model.FlagType;
import io.holdfast.api.model.FlagUpdate;
import io.holdfast.api.model.Variation;
import io.holdfast.server.audit.Audit;
import io.holdfast.server.audit.CurrentActor;
import io.holdfast.server.audit.Versions;
import io.holdfast.server.environment.EnvironmentCreated;
import io.holdfast.server.input.Pages;
import io.holdfast.server.problem.ProblemException;
import io.holdfast.server.ruleset.Revisions;
import io.holdfast.server.ruleset.RulesetCheck;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Flags and their configurations. Each change is one transaction with its revision, change log, audit and notification,
 * and is checked by the engine before it is stored.
 *
 * <p>A change locks environments before flags, always in this order, so that changes cannot deadlock.
 */
@Service
@Transactional
public class Flags {
    private static final Pages PAGES = new Pages("flags");

    private final FlagRepository repository;
    private final FlagMapper mapper;
    private final Keys keys;
    private final Revisions revisions;
    private final RulesetCheck check;
    private final Audit audit;
    private final Versions versions;
    private final CurrentActor actor;
    private final InstantSource clock;

    Flags(
            FlagRepository repository,
            FlagMapper mapper,
            Keys keys,
            Revisions revisions,
            RulesetCheck check,
            Audit audit,
            Versions versions,
            CurrentActor actor,
            InstantSource clock) {
        this.repository = repository;
        this.mapper = mapper;
        this.keys = keys;
        this.revisions = revisions;
        this.check = check;
        this.audit = audit;
        this.versions = versions;
        this.actor = actor;
        this.clock = clock;
    }

    /** A page of flags by key. */
    @Transactional(readOnly = true)
    public FlagPage list(@Nullable String project, @Nullable String text, @Nullable String cursor, int limit) {
        Long projectId = project == null ? null : keys.project(project).orElse(-1L);
        Map<Long, String> environments = keys.environments();
        List<Flag> found = repository
                .search(
                        PAGES.after(cursor),
                        projectId,
                        text == null ? "" : text.toLowerCase(Locale.ROOT),
                        Limit.of(limit + 1))
                .stream()
                .map(flag -> mapper.toApi(flag, keys.projectKey(flag.projectId), environments))
                .toList();
        FlagPage page = new FlagPage(Pages.upTo(found, limit));
        page.setNextCursor(PAGES.next(found, limit, Flag::getKey));
        return page;
    }

    @Transactional(readOnly = true)
    public Flag get(String key) {
        return mapper.toApi(find(key));
    }

    @Transactional(readOnly = true)
    public FlagConfiguration configuration(String key, String environment) {
        return mapper.toApi(configuration(find(key), environment), environment);
    }

    /** Creates a flag that is off everywhere. */
    public Flag create(FlagCreate wanted) {
        long project = keys.project(wanted.getProject())
                .orElseThrow(() ->
                        new ProblemException.Invalid("/project", "There is no project '" + wanted.getProject() + "'."));
        revisions.raiseAll("flag " + wanted.getKey() + " created");
        if (repository.findByKey(wanted.getKey()).isPresent()) {
            throw new ProblemException.Conflict("There is a flag '" + wanted.getKey()
                    + "' already. Keys are unique in the installation, whatever the project.");
        }
        requireOneOf(variations(wanted), wanted.getOnVariation());
        FlagEntity flag = newFlag(wanted, project);
        keys.environments()
                .keySet()
                .forEach(environment -> flag.configurations.add(newConfiguration(wanted, flag, environment)));
        // Without any environment the flag itself is still to be checked.
        mapper.validate(flag, newConfiguration(wanted, flag, 0));
        Flag created = mapper.toApi(repository.saveAndFlush(flag));
        audit.record("flag.create", subject(flag.key), null, created);
        created.getConfigurations()
                .forEach(configuration -> audit.record(
                        "configuration.create",
                        subject(flag.key, configuration.getEnvironment()),
                        null,
                        configuration));
        return created;
    }

    /** Changes what is the same in every environment. */
    public Flag update(String key, FlagUpdate wanted, @Nullable String ifMatch) {
        revisions.raiseAll("flag " + key + " changed");
        FlagEntity flag = locked(key, ifMatch);
        Flag before = mapper.toApi(flag);
        flag.kind = wanted.getKind().getValue();
        flag.name = wanted.getName();
        flag.description = wanted.getDescription();
        flag.variations = mapper.write(wanted.getVariations());
        touch(flag);
        flag.configurations.forEach(configuration -> mapper.validate(flag, configuration));
        Flag after = mapper.toApi(repository.saveAndFlush(flag));
        check.everywhere("/flags/" + key);
        audit.record("flag.update", subject(key), before, after);
        return after;
    }

    public void delete(String key, @Nullable String ifMatch) {
        revisions.raiseAll("flag " + key + " deleted");
        FlagEntity flag = locked(key, ifMatch);
        Flag before = mapper.toApi(flag);
        repository.delete(flag);
        repository.flush();
        check.afterRemovalOf("flag '" + key + "'");
        audit.record("flag.delete", subject(key), before, null);
    }

    /** Changes how a flag behaves in one environment. */
    public FlagConfiguration configure(
            String key, String environment, FlagConfigurationUpdate wanted, @Nullable String ifMatch) {
        revisions.raise(environment, "flag " + key + " configured");
        FlagEntity flag = repository.lockByKey(key).orElseThrow(() -> missing(key));
        ConfigurationEntity configuration = configuration(flag, environment);
        FlagConfiguration before = mapper.toApi(configuration, environment);
        versions.require(ifMatch, configuration.version, subject(key, environment), before);
        apply(wanted, configuration);
        mapper.validate(flag, configuration);
        repository.flush();
        check.in(environment, "/flags/" + key);
        FlagConfiguration after = mapper.toApi(configuration, environment);
        audit.record("configuration.update", subject(key, environment), before, after);
        return after;
    }

    /** A new environment gets every flag, off. */
    @EventListener
    void environmentCreated(EnvironmentCreated event) {
        long environment = keys.environment(event.key());
        for (FlagEntity flag : repository.findAllByOrderByKey()) {
            List<Variation> variations = mapper.toApi(flag).getVariations();
            ConfigurationEntity configuration = new ConfigurationEntity(
                    flag,
                    environment,
                    variations.get(variations.size() - 1).getName(),
                    fixed(variations.get(0).getName()));
            flag.configurations.add(configuration);
            repository.saveAndFlush(flag);
            audit.record(
                    "configuration.create",
                    subject(flag.key, event.key()),
                    null,
                    mapper.toApi(configuration, event.key()));
        }
    }

    private FlagEntity newFlag(FlagCreate wanted, long project) {
        FlagEntity flag =
                new FlagEntity(project, wanted.getKey(), wanted.getType().getValue(), clock.instant());
        flag.kind = wanted.getKind().getValue();
        flag.name = wanted.getName();
        flag.description = wanted.getDescription();
        flag.variations = mapper.write(variations(wanted));
        touch(flag);
        return flag;
    }

    private static List<Variation> variations(FlagCreate wanted) {
        List<Variation> given = wanted.getVariations();
        if (given != null && !given.isEmpty()) {
            return given;
        }
        if (wanted.getType() != FlagType.BOOLEAN) {
            throw new ProblemException.Invalid("/variations", "A flag that is not boolean needs its variations.");
        }
        return List.of(new Variation("on", true), new Variation("off", false));
    }

    /** The engine would name the fallthrough, which the caller has not sent. */
    private static void requireOneOf(List<Variation> variations, @Nullable String on) {
        if (on != null
                && variations.stream()
                        .noneMatch(variation -> variation.getName().equals(on))) {
            throw new ProblemException.Invalid("/onVariation", "'" + on + "' is none of this flag's variations");
        }
    }

    private ConfigurationEntity newConfiguration(FlagCreate wanted, FlagEntity flag, long environment) {
        List<Variation> variations = variations(wanted);
        String on = wanted.getOnVariation();
        String off = wanted.getOffVariation();
        return new ConfigurationEntity(
                flag,
                environment,
                off == null ? variations.get(variations.size() - 1).getName() : off,
                fixed(on == null ? variations.get(0).getName() : on));
    }

    private String fixed(String variation) {
        return mapper.write(new Fallthrough().variation(variation));
    }

    private void apply(FlagConfigurationUpdate wanted, ConfigurationEntity configuration) {
        configuration.on = wanted.getOn();
        configuration.offVariation = wanted.getOffVariation();
        configuration.fallthrough = mapper.write(wanted.getFallthrough());
        configuration.prerequisites = mapper.write(wanted.getPrerequisites());
        configuration.targets = mapper.write(wanted.getTargets());
        configuration.rules = mapper.write(wanted.getRules());
        configuration.shedAt =
                wanted.getShedAt() == null ? null : wanted.getShedAt().shortValue();
        configuration.shedVariation = wanted.getShedVariation();
        configuration.updatedAt = clock.instant();
        configuration.updatedBy = actor.get().name();
    }

    private void touch(FlagEntity flag) {
        flag.updatedAt = clock.instant();
        flag.updatedBy = actor.get().name();
    }

    private FlagEntity find(String key) {
        return repository.findByKey(key).orElseThrow(() -> missing(key));
    }

    private FlagEntity locked(String key, @Nullable String ifMatch) {
        FlagEntity flag = repository.lockByKey(key).orElseThrow(() -> missing(key));
        versions.require(ifMatch, flag.version, subject(key), mapper.toApi(flag));
        return flag;
    }

    private ConfigurationEntity configuration(FlagEntity flag, String environment) {
        return flag.configuration(keys.environment(environment))
                .orElseThrow(() -> new ProblemException.NotFound("environment", environment));
    }

    private static String subject(String key) {
        return "flag/" + key;
    }

    private static String subject(String key, String environment) {
        return "flag/" + key + "/environments/" + environment;
    }

    private static ProblemException missing(String key) {
        return new ProblemException.NotFound("flag", key);
    }
}

package io.holdfast.server.bootstrap;

import io.holdfast.api.model.EnvironmentCreate;
import io.holdfast.api.model.Fallthrough;
import io.holdfast.api.model.Flag;
import io.holdfast.api.model.FlagConfiguration;
import io.holdfast.api.model.FlagConfigurationUpdate;
import io.holdfast.api.model.FlagCreate;
import io.holdfast.api.model.FlagType;
import io.holdfast.api.model.Kind;
import io.holdfast.api.model.ProjectCreate;
import io.holdfast.api.model.Rollout;
import io.holdfast.api.model.Variation;
import io.holdfast.api.model.Weight;
import io.holdfast.server.audit.Audit;
import io.holdfast.server.audit.Versions;
import io.holdfast.server.environment.Environments;
import io.holdfast.server.flag.Flags;
import io.holdfast.server.project.Projects;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Something to look at: what the demo application needs, and one flag of each type. */
@Component
class SampleData {
    private static final String PROJECT = "listings";
    private static final String DONE = "sample-data.create";

    private final Projects projects;
    private final Environments environments;
    private final Flags flags;
    private final Audit audit;
    private final JdbcClient jdbc;

    SampleData(Projects projects, Environments environments, Flags flags, Audit audit, JdbcClient jdbc) {
        this.projects = projects;
        this.environments = environments;
        this.flags = flags;
        this.audit = audit;
        this.jdbc = jdbc;
    }

    /** Creates it once; what somebody deleted or changed since stays as it is. */
    void createOnce() {
        if (done()) {
            return;
        }
        environments.create(new EnvironmentCreate("production", "Production").production(true));
        environments.create(new EnvironmentCreate("staging", "Staging").production(false));
        projects.create(
                new ProjectCreate(PROJECT, "Listings").description("The demo site: browse, search and book rooms."));
        bool(
                "recommendations",
                Kind.OPERATIONAL,
                "The panel of similar rooms. Heavy, so it is the first to be shed.",
                2);
        bool("photo-gallery", Kind.OPERATIONAL, "Large pictures on a room's page.", 3);
        bool("instant-booking", Kind.KILL_SWITCH, "Books without asking the host first.", null);
        newSearch();
        typed("checkout-banner", FlagType.STRING, "Free cancellation this week", "");
        typed("results-per-page", FlagType.NUMBER, 24, 12);
        typed(
                "theme",
                FlagType.JSON,
                Map.<String, Object>of("accent", "teal", "rounded", true),
                Map.<String, Object>of("accent", "slate"));
        audit.record(DONE, "installation", null, null);
    }

    private boolean done() {
        return jdbc.sql("select exists (select 1 from audit where action = :done)")
                .param("done", DONE)
                .query(Boolean.class)
                .single();
    }

    private void bool(String key, Kind kind, String description, @Nullable Integer shedAt) {
        create(new FlagCreate(key, PROJECT, FlagType.BOOLEAN, kind).description(description), shedAt, null);
    }

    private void newSearch() {
        Rollout rollout = new Rollout(List.of(new Weight("on", 20_000), new Weight("off", 80_000)));
        create(
                new FlagCreate("new-search", PROJECT, FlagType.BOOLEAN, Kind.RELEASE)
                        .description("Ranking by distance, for one visitor in five."),
                null,
                new Fallthrough().rollout(rollout));
    }

    private void typed(String key, FlagType type, Object on, Object off) {
        List<Variation> variations = List.of(new Variation("on", on), new Variation("off", off));
        create(new FlagCreate(key, PROJECT, type, Kind.EXPERIMENT).variations(variations), null, null);
    }

    private void create(FlagCreate wanted, @Nullable Integer shedAt, @Nullable Fallthrough fallthrough) {
        Flag flag = flags.create(wanted);
        for (FlagConfiguration configuration : flag.getConfigurations()) {
            FlagConfigurationUpdate on = new FlagConfigurationUpdate(
                    true,
                    configuration.getOffVariation(),
                    fallthrough == null ? configuration.getFallthrough() : fallthrough);
            on.setShedAt(shedAt);
            flags.configure(
                    flag.getKey(), configuration.getEnvironment(), on, Versions.etag(configuration.getVersion()));
        }
    }
}

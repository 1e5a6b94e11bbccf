package io.holdfast.server.report;

import io.holdfast.api.model.AppliedPosture;
import io.holdfast.api.model.EvaluationCount;
import io.holdfast.api.model.RefusalCount;
import io.holdfast.api.model.Report;
import io.holdfast.api.model.ReportedInstance;
import io.holdfast.server.ruleset.EncodedRuleset;
import io.holdfast.server.ruleset.Rulesets;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Takes reports of SDKs. What an instance last applied goes to the database in batches; counts go to the metrics.
 *
 * <p>Without a database the newest report of each instance waits, for at most {@value #MOST} instances; a report more is
 * dropped, and its instance reports again in half a minute.
 */
@Service
class Reports {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
    private static final int MOST = 20_000;

    private static final String UPSERT = """
            insert into instance (id, environment_id, application, region, version, sdk,
              epoch, revision, stage, shed_level, applied_at, last_heard_at)
            select :id, e.id, :application, :region, :version, :sdk, :epoch, :revision, :stage, :shedLevel, :appliedAt, :heardAt
            from environment e where e.key = :environment
            on conflict (id) do update set environment_id = excluded.environment_id, application = excluded.application,
              region = excluded.region, version = excluded.version, sdk = excluded.sdk, epoch = excluded.epoch,
              revision = excluded.revision, stage = excluded.stage, shed_level = excluded.shed_level,
              applied_at = excluded.applied_at, last_heard_at = excluded.last_heard_at
            """;

    private final NamedParameterJdbcTemplate jdbc;
    private final Rulesets rulesets;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Map<UUID, Heard> waiting = new ConcurrentHashMap<>();

    Reports(NamedParameterJdbcTemplate jdbc, Rulesets rulesets, MeterRegistry meters, InstantSource clock) {
        this.jdbc = jdbc;
        this.rulesets = rulesets;
        this.meters = meters;
        this.clock = clock;
    }

    void take(String environment, Report report) {
        UUID id = report.getInstance().getId();
        if (waiting.size() < MOST || waiting.containsKey(id)) {
            waiting.put(id, new Heard(environment, report, clock.instant()));
        }
        Objects.requireNonNullElse(report.getEvaluations(), List.<EvaluationCount>of())
                .forEach(count -> count(environment, count));
        Objects.requireNonNullElse(report.getRefusals(), List.<RefusalCount>of())
                .forEach(count -> count(environment, report.getInstance().getApplication(), count));
    }

    /** Flags that the environment does not have are counted as one, so that metrics stay bounded. */
    private void count(String environment, EvaluationCount count) {
        boolean known = rulesets.find(environment)
                .map(EncodedRuleset::ruleset)
                .filter(ruleset -> ruleset.flags().containsKey(count.getFlag()))
                .isPresent();
        meters.counter("holdfast.evaluations", "environment", environment, "flag", known ? count.getFlag() : "unknown")
                .increment(count.getCount());
    }

    private void count(String environment, String application, RefusalCount count) {
        meters.counter(
                        "holdfast.refusals",
                        "environment",
                        environment,
                        "application",
                        application,
                        "stage",
                        count.getStage().getValue())
                .increment(count.getCount());
    }

    @Scheduled(fixedDelay = 250)
    void store() {
        List<Heard> batch = List.copyOf(waiting.values());
        if (batch.isEmpty()) {
            return;
        }
        try {
            jdbc.batchUpdate(UPSERT, batch.stream().map(Reports::parameters).toArray(SqlParameterSource[]::new));
            // A newer report that came meanwhile stays.
            batch.forEach(heard -> waiting.remove(heard.report().getInstance().getId(), heard));
        } catch (DataAccessException e) {
            LOG.debug("Reports wait for the database", e);
        }
    }

    private static SqlParameterSource parameters(Heard heard) {
        ReportedInstance instance = heard.report().getInstance();
        AppliedPosture applied = Objects.requireNonNullElseGet(heard.report().getApplied(), AppliedPosture::new);
        return new MapSqlParameterSource()
                .addValue("id", instance.getId())
                .addValue("environment", heard.environment())
                .addValue("application", instance.getApplication())
                .addValue("region", Objects.requireNonNullElse(instance.getRegion(), ""))
                .addValue("version", instance.getVersion())
                .addValue("sdk", Objects.requireNonNullElse(instance.getSdk(), "unknown"))
                .addValue("epoch", applied.getEpoch())
                .addValue("revision", applied.getRevision())
                .addValue(
                        "stage",
                        applied.getStage() == null ? null : applied.getStage().getValue())
                .addValue("shedLevel", applied.getShedLevel())
                .addValue("appliedAt", applied.getAt() == null ? null : Timestamp.from(applied.getAt()))
                .addValue("heardAt", Timestamp.from(heard.at()));
    }

    private record Heard(String environment, Report report, Instant at) {}
}

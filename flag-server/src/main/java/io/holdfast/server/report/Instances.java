package io.holdfast.server.report;

import io.holdfast.api.model.Convergence;
import io.holdfast.api.model.Instance;
import io.holdfast.api.model.Stage;
import io.holdfast.engine.Hold;
import io.holdfast.engine.InstanceIdentity;
import io.holdfast.engine.Posture;
import io.holdfast.server.problem.ProblemException;
import io.holdfast.server.ruleset.Rulesets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Running SDKs, as they last reported. */
@Service
public class Instances {
    /** An instance reports every 30 seconds; one that missed this long is silent. */
    private static final Duration SILENT_AFTER = Duration.ofMinutes(2);

    /** After this an instance is taken to be gone for good. */
    private static final Duration GONE_AFTER = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final Rulesets rulesets;
    private final InstantSource clock;

    Instances(JdbcClient jdbc, Rulesets rulesets, InstantSource clock) {
        this.jdbc = jdbc;
        this.rulesets = rulesets;
        this.clock = clock;
    }

    /** Those heard of in the last {@code 24} hours, newest first. */
    public List<Instance> list(String environment) {
        long id = jdbc.sql("select id from environment where key = :key")
                .param("key", environment)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new ProblemException.NotFound("environment", environment));
        return jdbc.sql("""
                        select * from instance where environment_id = :id and last_heard_at > :since
                        order by last_heard_at desc limit 1000
                        """)
                .param("id", id)
                .param("since", Timestamp.from(clock.instant().minus(GONE_AFTER)))
                .query((row, number) -> instance(row, environment))
                .list();
    }

    /** Which instances enforce what the holds ask of them. */
    public Convergence convergence(String environment) {
        Instant now = clock.instant();
        List<Hold> holds =
                rulesets.find(environment).map(found -> found.ruleset().holds()).orElse(List.of());
        List<Instance> laggards = new ArrayList<>();
        List<Instance> silent = new ArrayList<>();
        int acknowledged = 0;
        for (Instance instance : list(environment)) {
            if (instance.getLastHeardAt().isBefore(now.minus(SILENT_AFTER))) {
                silent.add(instance);
            } else if (enforces(instance, holds, now)) {
                acknowledged++;
            } else {
                laggards.add(instance);
            }
        }
        return new Convergence(acknowledged + laggards.size(), acknowledged, laggards, silent);
    }

    private static boolean enforces(Instance instance, List<Hold> holds, Instant now) {
        InstanceIdentity identity =
                new InstanceIdentity(instance.getId().toString(), instance.getApplication(), instance.getRegion());
        Posture expected = Posture.of(holds, identity, now);
        return instance.getStage() != null
                && instance.getStage().name().equals(expected.stage().name())
                && instance.getShedLevel() != null
                && instance.getShedLevel() == expected.shedLevel();
    }

    private static Instance instance(ResultSet row, String environment) throws SQLException {
        Instance instance = new Instance(
                row.getObject("id", java.util.UUID.class),
                environment,
                row.getString("application"),
                row.getString("region"),
                row.getString("sdk"),
                row.getTimestamp("last_heard_at").toInstant());
        instance.setVersion(row.getString("version"));
        instance.setEpoch(row.getObject("epoch", Long.class));
        instance.setRevision(row.getObject("revision", Long.class));
        String stage = row.getString("stage");
        instance.setStage(stage == null ? null : Stage.fromValue(stage));
        instance.setShedLevel(row.getObject("shed_level", Integer.class));
        instance.setAppliedAt(instant(row.getTimestamp("applied_at")));
        return instance;
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}

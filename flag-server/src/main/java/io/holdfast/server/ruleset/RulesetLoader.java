package io.holdfast.server.ruleset;

import io.holdfast.engine.Fault;
import io.holdfast.engine.InvalidRulesetException;
import io.holdfast.engine.Limits;
import io.holdfast.engine.Ruleset;
import io.holdfast.engine.RulesetCodec;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes rulesets of what the database holds. PostgreSQL assembles the JSON, and the engine's codec reads it, so nothing
 * reaches a ruleset that the engine would not take.
 */
@Component
class RulesetLoader {
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private static final String FLAGS = """
            select f.key, jsonb_strip_nulls(jsonb_build_object(
              'type', f.type, 'kind', f.kind, 'on', c.is_on, 'offVariation', c.off_variation,
              'fallthrough', c.fallthrough, 'shedAt', c.shed_at, 'shedVariation', c.shed_variation))
              || jsonb_build_object('variations', f.variations, 'prerequisites', c.prerequisites, 'targets', c.targets,
                'rules', c.rules) as body
            from flag_configuration c join flag f on f.id = c.flag_id
            where c.environment_id = :environment
            """;

    private static final String SEGMENTS = "select key, definition as body from segment";

    private static final String HOLDS = """
            select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
              'id', id, 'stage', stage, 'shedLevel', shed_level, 'message', message, 'incident', incident,
              'scope', jsonb_build_object('applications', applications, 'regions', regions, 'percent', percent),
              'since', to_char(created_at at time zone 'UTC', :iso),
              'startsAt', to_char(starts_at at time zone 'UTC', :iso),
              'expiresAt', to_char(expires_at at time zone 'UTC', :iso)))), '[]')
            from hold
            where environment_id = :environment and released_at is null and (expires_at is null or expires_at > :now)
            """;

    private static final String ISO = "YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final InstantSource clock;

    RulesetLoader(JdbcClient jdbc, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Each environment's {@code epoch.revision} by its key. */
    Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        jdbc.sql("select key, epoch || '.' || revision as version from environment")
                .query(row -> {
                    versions.put(row.getString("key"), row.getString("version"));
                });
        return versions;
    }

    /** The version of {@code environment}, or empty when there is none. */
    Optional<String> version(String environment) {
        return jdbc.sql("select epoch || '.' || revision from environment where key = :key")
                .param("key", environment)
                .query(String.class)
                .optional();
    }

    /** One consistent view of {@code environment}, or empty when there is none. */
    @Transactional(propagation = Propagation.REQUIRES_NEW, isolation = Isolation.REPEATABLE_READ, readOnly = true)
    public Optional<EncodedRuleset> load(String environment) {
        return found(environment);
    }

    /**
     * The environment as the caller's transaction has left it so far. That must have locked its row, so that nobody else
     * changes it.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<EncodedRuleset> uncommitted(String environment) {
        return found(environment);
    }

    private Optional<EncodedRuleset> found(String environment) {
        return jdbc.sql("select id, key, epoch, revision from environment where key = :key")
                .param("key", environment)
                .query(Row.class)
                .optional()
                .map(this::encoded);
    }

    private EncodedRuleset encoded(Row row) {
        EncodedRuleset encoded = new EncodedRuleset(ruleset(row));
        if (encoded.json().length > Limits.DOCUMENT_BYTES) {
            throw new UnusableRulesetException(
                    row.key(), List.of(new Fault("", "would be larger than " + Limits.DOCUMENT_BYTES + " bytes")));
        }
        return encoded;
    }

    private Ruleset ruleset(Row row) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("format", RulesetCodec.FORMAT);
        document.put("environment", row.key());
        document.put("epoch", row.epoch());
        document.put("revision", row.revision());
        document.put("segments", byKey(jdbc.sql(SEGMENTS)));
        document.put("flags", byKey(jdbc.sql(FLAGS).param("environment", row.id())));
        document.put("holds", holds(row.id()));
        try {
            return RulesetCodec.decode(document, RulesetCodec.Mode.LENIENT);
        } catch (InvalidRulesetException e) {
            throw new UnusableRulesetException(row.key(), e.faults());
        }
    }

    private Map<String, @Nullable Object> byKey(JdbcClient.StatementSpec query) {
        Map<String, @Nullable Object> found = new LinkedHashMap<>();
        query.query(row -> {
            found.put(row.getString("key"), json.readValue(row.getString("body"), OBJECT));
        });
        return found;
    }

    private Object holds(long environment) {
        String holds = jdbc.sql(HOLDS)
                .param("environment", environment)
                .param("iso", ISO)
                .param("now", Timestamp.from(clock.instant()))
                .query(String.class)
                .single();
        return json.readValue(holds, Object.class);
    }

    private record Row(long id, String key, long epoch, long revision) {}
}

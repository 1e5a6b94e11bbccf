package io.holdfast.server.audit;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The append-only record of changes. A row is written in the transaction of the change, so that neither is there without
 * the other.
 */
@Service
public class Audit {
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final CurrentActor actor;
    private final InstantSource clock;

    Audit(JdbcClient jdbc, JsonMapper json, CurrentActor actor, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * Records that the current actor changed {@code subject}.
     *
     * @param action such as {@code flag.update}
     * @param subject what was changed, such as {@code flag/recommendations}
     * @param before what it was, null for a creation
     * @param after what it is, null for a deletion
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(String action, String subject, @Nullable Object before, @Nullable Object after) {
        Actor who = actor.get();
        jdbc.sql("insert into audit (at, actor, actor_kind, address, action, subject, before, after) "
                        + "values (:at, :actor, :kind, :address, :action, :subject, :before::jsonb, :after::jsonb)")
                .param("at", Timestamp.from(clock.instant()))
                .param("actor", who.name())
                .param("kind", who.kind().wireName())
                .param("address", who.address())
                .param("action", action)
                .param("subject", subject)
                .param("before", text(before))
                .param("after", text(after))
                .update();
    }

    /** What {@code subject} was when it had {@code version}, if that is on record. */
    public Optional<Map<String, @Nullable Object>> asOfVersion(String subject, long version) {
        return jdbc.sql("select after from audit where subject = :subject and (after ->> 'version')::bigint = :version "
                        + "order by id desc limit 1")
                .param("subject", subject)
                .param("version", version)
                .query(String.class)
                .optional()
                .map(after -> json.readValue(after, OBJECT));
    }

    /** Who last changed {@code subject}, and when. */
    public Optional<LastChange> lastChange(String subject) {
        return jdbc.sql("select actor, at from audit where subject = :subject order by id desc limit 1")
                .param("subject", subject)
                .query((row, number) -> new LastChange(
                        row.getString("actor"), row.getTimestamp("at").toInstant()))
                .optional();
    }

    private @Nullable String text(@Nullable Object value) {
        return value == null ? null : json.writeValueAsString(value);
    }

    /** Who changed something, and when. */
    public record LastChange(String actor, Instant at) {}
}

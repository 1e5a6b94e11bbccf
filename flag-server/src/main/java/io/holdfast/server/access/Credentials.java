package io.holdfast.server.access;

import io.holdfast.api.model.Credential;
import io.holdfast.api.model.Role;
import io.holdfast.server.audit.Audit;
import io.holdfast.server.audit.CurrentActor;
import io.holdfast.server.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** SDK keys and API tokens: made, listed and revoked. A secret is shown when it is made and never again. */
@Service
@Transactional
public class Credentials {
    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);
    private static final String SELECT = """
            select t.*, e.key as environment from token t left join environment e on e.id = t.environment_id
            """;

    private final JdbcClient jdbc;
    private final Audit audit;
    private final CurrentActor actor;
    private final InstantSource clock;
    private final SecretCache cache;
    private final ApplicationEventPublisher events;

    Credentials(
            JdbcClient jdbc,
            Audit audit,
            CurrentActor actor,
            InstantSource clock,
            SecretCache cache,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.actor = actor;
        this.clock = clock;
        this.cache = cache;
        this.events = events;
    }

    @Transactional(readOnly = true)
    List<Credential> sdkKeys(String environment) {
        long id = environmentId(environment);
        return jdbc.sql(SELECT + "where t.kind = 'SDK' and t.environment_id = :id order by t.created_at")
                .param("id", id)
                .query((row, number) -> credential(row))
                .list();
    }

    @Transactional(readOnly = true)
    List<Credential> tokens() {
        return jdbc.sql(SELECT + "where t.kind = 'API' order by t.created_at")
                .query((row, number) -> credential(row))
                .list();
    }

    /** Makes an SDK key for {@code environment}; the answer holds its secret. */
    public Credential createSdkKey(String environment, String name) {
        return create(new Wanted(Secret.generate(Secret.SDK_PREFIX), name, null, environment, null));
    }

    Credential createToken(String name, Role role, @Nullable Instant expiresAt) {
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            throw new ProblemException.Invalid("/expiresAt", "must be in the future");
        }
        return create(new Wanted(Secret.generate(Secret.API_PREFIX), name, role, null, expiresAt));
    }

    /** Takes a secret that an operator of this installation chose, unless it is known already, revoked or not. */
    public void adopt(String secret, String name, @Nullable String role, @Nullable String environment) {
        boolean known = jdbc.sql("select count(*) from token where hash = :hash")
                        .param("hash", Secret.hash(secret))
                        .query(Long.class)
                        .single()
                > 0;
        if (!known) {
            create(new Wanted(secret, name, role == null ? null : Role.fromValue(role), environment, null));
        }
    }

    void revoke(UUID id, @Nullable String environment) {
        Credential before = jdbc.sql(SELECT + "where t.id = :id for update of t")
                .param("id", id)
                .query((row, number) -> credential(row))
                .optional()
                .filter(found -> Objects.equals(found.getEnvironment(), environment))
                .orElseThrow(() -> new ProblemException.NotFound("key or token", id.toString()));
        if (before.getRevokedAt() != null) {
            throw new ProblemException.Conflict("It was revoked already.");
        }
        byte[] hash = jdbc.sql("update token set revoked_at = :now where id = :id returning hash")
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id)
                .query((row, number) -> row.getBytes("hash"))
                .single();
        audit.record("token.revoke", "token/" + id, before, null);
        cache.forgetAfterCommit(hash);
        events.publishEvent(new CredentialRevoked(id.toString()));
    }

    /** Those of {@code ids} that are revoked or expired, wherever that was done. */
    @Transactional(readOnly = true)
    public Set<String> ended(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(
                jdbc.sql("select id from token where id in (:ids) and (revoked_at is not null or expires_at <= :now)")
                        .param("ids", ids.stream().map(UUID::fromString).toList())
                        .param("now", Timestamp.from(clock.instant()))
                        .query((row, number) -> row.getString("id"))
                        .list());
    }

    /** Whom {@code hash} belongs to, as long as it is neither revoked nor expired. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Optional<Principal> find(byte[] hash) {
        Optional<Principal> found = jdbc.sql(SELECT + "where t.hash = :hash and t.revoked_at is null "
                        + "and (t.expires_at is null or t.expires_at > :now)")
                .param("hash", hash)
                .param("now", Timestamp.from(clock.instant()))
                .query((row, number) -> new Principal(
                        row.getString("id"),
                        row.getString("name"),
                        row.getString("kind"),
                        row.getString("role"),
                        row.getString("environment")))
                .optional();
        found.ifPresent(principal -> used(hash));
        return found;
    }

    private void used(byte[] hash) {
        Instant now = clock.instant();
        try {
            jdbc.sql("update token set last_used_at = :now where hash = :hash "
                            + "and (last_used_at is null or last_used_at < :minuteAgo)")
                    .param("now", Timestamp.from(now))
                    .param("hash", hash)
                    .param("minuteAgo", Timestamp.from(now.minus(Duration.ofMinutes(1))))
                    .update();
        } catch (DataAccessException e) {
            // A database that only reads still tells whom a key belongs to.
            LOG.debug("Could not note that a key was used", e);
        }
    }

    private Credential create(Wanted wanted) {
        UUID id = UUID.randomUUID();
        Long environment = wanted.environment() == null ? null : environmentId(wanted.environment());
        jdbc.sql("""
                        insert into token (id, kind, name, prefix, hash, role, environment_id, created_at, created_by, expires_at)
                        values (:id, :kind, :name, :prefix, :hash, :role, :environment, :now, :by, :expires)
                        """)
                .param("id", id)
                .param("kind", environment == null ? Principal.API : Principal.SDK)
                .param("name", wanted.name())
                .param("prefix", Secret.shown(wanted.secret()))
                .param("hash", Secret.hash(wanted.secret()))
                .param("role", wanted.role() == null ? null : wanted.role().getValue())
                .param("environment", environment)
                .param("now", Timestamp.from(clock.instant()))
                .param("by", actor.get().name())
                .param("expires", wanted.expiresAt() == null ? null : Timestamp.from(wanted.expiresAt()))
                .update();
        Credential created = jdbc.sql(SELECT + "where t.id = :id")
                .param("id", id)
                .query((row, number) -> credential(row))
                .single();
        audit.record("token.create", "token/" + id, null, created);
        cache.forgetAfterCommit(Secret.hash(wanted.secret()));
        created.setSecret(wanted.secret());
        return created;
    }

    private long environmentId(String key) {
        return jdbc.sql("select id from environment where key = :key")
                .param("key", key)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new ProblemException.NotFound("environment", key));
    }

    private static Credential credential(ResultSet row) throws SQLException {
        Credential credential = new Credential(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("prefix"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"));
        String role = row.getString("role");
        credential.setRole(role == null ? null : Role.fromValue(role));
        credential.setEnvironment(row.getString("environment"));
        credential.setExpiresAt(instant(row.getTimestamp("expires_at")));
        credential.setLastUsedAt(instant(row.getTimestamp("last_used_at")));
        credential.setRevokedAt(instant(row.getTimestamp("revoked_at")));
        return credential;
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private record Wanted(
            String secret,
            String name,
            @Nullable Role role,
            @Nullable String environment,
            @Nullable Instant expiresAt) {}
}

package io.holdfast.server.ruleset;

import io.holdfast.server.problem.ProblemException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Raises an environment's revision as part of a change. The environment's row stays locked until the change commits, so
 * revisions are gap-free and become visible in order.
 */
@Service
public class Revisions {
    static final String CHANNEL = "holdfast_revision";

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final ApplicationEventPublisher events;

    Revisions(JdbcClient jdbc, InstantSource clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Raises the revision of {@code environment} by one, in the caller's transaction.
     *
     * @param what was changed, for the change log
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void raise(String environment, String what) {
        Raised raised = jdbc.sql("update environment set revision = revision + 1 where key = :key "
                        + "returning id, epoch, revision")
                .param("key", environment)
                .query(Raised.class)
                .optional()
                .orElseThrow(() -> new ProblemException.NotFound("environment", environment));
        jdbc.sql("insert into change_log (environment_id, epoch, revision, what, at) "
                        + "values (:id, :epoch, :revision, :what, :at)")
                .param("id", raised.id())
                .param("epoch", raised.epoch())
                .param("revision", raised.revision())
                .param("what", what)
                .param("at", Timestamp.from(clock.instant()))
                .update();
        announce(environment);
    }

    /** Raises the revision of every environment, in the order of their ids, so that two such changes cannot deadlock. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void raiseAll(String what) {
        keys().forEach(environment -> raise(environment, what));
    }

    /** Tells this node and the others that {@code environment} came, changed or went; they look when this commits. What cannot be evaluated is refused then. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void announce(String environment) {
        jdbc.sql("select pg_notify(:channel, :key)")
                .param("channel", CHANNEL)
                .param("key", environment)
                .query()
                .listOfRows();
        events.publishEvent(new Change(environment, new AtomicReference<>()));
    }

    /** All environments, in the order in which a change of all locks them. */
    List<String> keys() {
        return jdbc.sql("select key from environment order by id")
                .query((row, number) -> row.getString("key"))
                .list();
    }

    private record Raised(long id, long epoch, long revision) {}

    /**
     * Heard before and after the commit.
     *
     * @param next what the change leads to; null when the environment is gone
     */
    record Change(String environment, AtomicReference<@Nullable EncodedRuleset> next) {}
}

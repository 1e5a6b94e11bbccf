package io.holdfast.server.ruleset;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Brings other nodes' changes into memory, on a thread and a connection of its own.
 *
 * <p>What happens when things fail:
 * <ol>
 *   <li>Notifications arrive: the environment they name is loaded at once.
 *   <li>None arrive for {@value #POLL_MILLISECONDS} ms, because nothing changed or because the connection is silently
 *       dead: revisions are compared with the database.
 *   <li>The database fails: what is in memory stays, one line is logged, and it is tried again every
 *       {@value #RETRY_MILLISECONDS} ms for as long as it takes. A connection is always checked by a first comparison.
 * </ol>
 */
@Component
class RulesetWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RulesetWatch.class);
    private static final int POLL_MILLISECONDS = 2_000;
    private static final int RETRY_MILLISECONDS = 1_000;

    private final Rulesets rulesets;
    private final JdbcConnectionDetails database;
    private volatile @Nullable Thread thread;
    private boolean failing;

    RulesetWatch(Rulesets rulesets, JdbcConnectionDetails database) {
        this.rulesets = rulesets;
        this.database = database;
    }

    @Override
    public void start() {
        Thread watch = new Thread(this::run, "holdfast-ruleset-watch");
        watch.setDaemon(true);
        thread = watch;
        watch.start();
    }

    @Override
    public void stop() {
        Thread watch = thread;
        thread = null;
        if (watch != null) {
            LockSupport.unpark(watch);
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        while (isRunning()) {
            try (Connection connection = connect()) {
                listen(connection);
            } catch (SQLException | RuntimeException e) {
                if (isRunning()) {
                    failed(e);
                }
            }
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", String.valueOf(database.getUsername()));
        properties.setProperty("password", String.valueOf(database.getPassword()));
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "5");
        properties.setProperty("ApplicationName", "holdfast-watch");
        return DriverManager.getConnection(database.getJdbcUrl(), properties);
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + Revisions.CHANNEL);
        }
        PGConnection notifications = connection.unwrap(PGConnection.class);
        while (isRunning()) {
            rulesets.refreshAll();
            recovered();
            await(notifications);
        }
    }

    private void await(PGConnection notifications) throws SQLException {
        long end = System.nanoTime() + Duration.ofMillis(POLL_MILLISECONDS).toNanos();
        while (isRunning() && System.nanoTime() < end) {
            for (PGNotification notification : notifications.getNotifications(POLL_MILLISECONDS / 4)) {
                rulesets.refresh(notification.getParameter());
            }
        }
    }

    private void failed(Exception e) {
        if (!failing) {
            failing = true;
            LOG.warn("The database cannot be reached; serving what is in memory: {}", e.getMessage());
        }
        LockSupport.parkNanos(Duration.ofMillis(RETRY_MILLISECONDS).toNanos());
    }

    private void recovered() {
        if (failing) {
            failing = false;
            LOG.info("The database is back");
        }
    }
}

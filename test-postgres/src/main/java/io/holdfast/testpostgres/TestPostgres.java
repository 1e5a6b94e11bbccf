package io.holdfast.testpostgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A PostgreSQL 18 that all tests of a JVM share, started at first use and stopped with the JVM. The system property
 * {@code postgres} chooses it: {@code embedded}, or {@code testcontainers}, which needs a Docker engine. Thread-safe.
 */
public final class TestPostgres {
    static final String IMAGE = "postgres:18-alpine";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestPostgres() {}

    /** An empty database of its own. */
    public static Database freshDatabase() {
        Database server = Server.ADDRESS;
        String name = "test_" + DATABASES.incrementAndGet();
        execute(server, "create database " + name);
        return new Database(
                server.url().replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1"), server.username(), server.password());
    }

    /** Runs SQL, in a transaction of its own. */
    public static void execute(Database database, String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Where a database is. */
    public record Database(String url, String username, String password) {
        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url, username, password);
        }
    }

    /** Holds the server, so that it starts when a test first needs it. */
    private static final class Server {
        static final Database ADDRESS = start(System.getProperty("postgres", "embedded"));

        private static Database start(String kind) {
            return switch (kind) {
                case "embedded" -> embedded();
                case "testcontainers" -> container();
                default ->
                    throw new IllegalArgumentException("-Dpostgres=" + kind + ": must be embedded or testcontainers");
            };
        }

        private static Database embedded() {
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(postgres)));
                return new Database(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        // Lives as long as the JVM; a shutdown hook stops it.
        @SuppressWarnings("resource")
        private static Database container() {
            PostgreSQLContainer postgres =
                    new PostgreSQLContainer(IMAGE).withCommand("postgres", "-c", "max_connections=300");
            postgres.start();
            Runtime.getRuntime().addShutdownHook(new Thread(postgres::stop));
            return new Database(postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword());
        }

        private static void close(EmbeddedPostgres postgres) {
            try {
                postgres.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

package io.holdfast.quickstart;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PostgreSQL with its data kept between starts. It listens on the loopback address only and trusts whoever connects from
 * this machine, which is right for trying things out and for nothing else.
 */
final class Database implements AutoCloseable {
    private static final String COMPLETE = "holdfast.complete";

    private final EmbeddedPostgres postgres;

    private Database(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starts it on a free port, after clearing away what a killed start left behind. */
    static Database open(Path directory, Path binaries, Path log) throws IOException, SQLException {
        stopLeftOver(directory);
        dropHalfMade(directory);
        Files.createDirectories(binaries);
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(binaries.toFile())
                .setRegisterShutdownHook(false)
                // The library turns these off for speed in tests; here the data is kept.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .setErrorRedirector(Redirect.appendTo(log.toFile()))
                .start();
        try {
            createDatabase(postgres.getPort());
            Files.writeString(directory.resolve(COMPLETE), "Written after the first complete start.\n");
            return new Database(postgres);
        } catch (IOException | SQLException e) {
            postgres.close();
            throw e;
        }
    }

    int port() {
        return postgres.getPort();
    }

    ProcessHandle process(Path directory) throws IOException {
        return postmaster(directory).orElseThrow(() -> new IOException("PostgreSQL has no process id"));
    }

    /** The port of a PostgreSQL that another start runs. */
    static Optional<Integer> portOfRunning(Path directory) throws IOException {
        return postmaster(directory).isPresent()
                ? Optional.of(Integer.parseInt(pidFile(directory).get(3).strip()))
                : Optional.empty();
    }

    static String url(int port) {
        return "jdbc:postgresql://localhost:" + port + "/holdfast";
    }

    /** Whether the server has made its first account in this database. */
    static boolean hasAccount(int port) throws SQLException {
        try (Connection connection = connect(port, "holdfast");
                Statement statement = connection.createStatement()) {
            return found(statement, "select 1 where to_regclass('account') is not null")
                    && found(statement, "select 1 from account");
        }
    }

    /** Removes the accounts, so that the server makes the first one again. */
    static void forgetAccounts(int port) throws SQLException {
        if (hasAccount(port)) {
            try (Connection connection = connect(port, "holdfast");
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("delete from account");
            }
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }

    private static void createDatabase(int port) throws SQLException {
        try (Connection connection = connect(port, "postgres");
                Statement statement = connection.createStatement()) {
            if (!found(statement, "select 1 from pg_roles where rolname = 'holdfast'")) {
                statement.execute("create role holdfast login");
            }
            if (!found(statement, "select 1 from pg_database where datname = 'holdfast'")) {
                statement.execute("create database holdfast owner holdfast");
            }
        }
    }

    private static boolean found(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static Connection connect(int port, String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/" + database, "postgres", "");
    }

    private static void stopLeftOver(Path directory) throws IOException {
        postmaster(directory).ifPresent(ProcessFile::stop);
        Files.deleteIfExists(directory.resolve("postmaster.pid"));
    }

    /** A first start that was killed leaves a folder that PostgreSQL can neither open nor fill. */
    private static void dropHalfMade(Path directory) throws IOException {
        if (!Files.exists(directory) || Files.exists(directory.resolve(COMPLETE))) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The process that PostgreSQL's own file names, if it lives and is a PostgreSQL. */
    private static Optional<ProcessHandle> postmaster(Path directory) throws IOException {
        List<String> lines = pidFile(directory);
        if (lines.size() < 4) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .filter(ProcessFile::runs)
                .filter(process -> process.info()
                        .command()
                        .filter(command -> command.contains("postgres"))
                        .isPresent());
    }

    private static List<String> pidFile(Path directory) throws IOException {
        Path file = directory.resolve("postmaster.pid");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}

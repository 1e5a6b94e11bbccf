package io.holdfast.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @TempDir
    Path home;

    private Path directory;

    @BeforeEach
    void choose() {
        directory = home.resolve("postgres");
    }

    @Test
    void keepsItsDataAndRecoversFromAKill() throws Exception {
        try (Database database = open()) {
            execute(database, "create table account (id int)");
            execute(database, "insert into account values (1)");
            database.process(directory).destroyForcibly();
        }
        try (Database database = open()) {
            assertThat(Database.hasAccount(database.port())).isTrue();
            assertThat(Database.portOfRunning(directory)).hasValue(database.port());
            Database.forgetAccounts(database.port());
            assertThat(Database.hasAccount(database.port())).isFalse();
        }
        assertThat(Database.portOfRunning(directory)).isEmpty();
    }

    @Test
    void replacesAFolderWhoseFirstStartWasCutShort() throws Exception {
        Files.createDirectories(directory.resolve("base"));
        Files.writeString(directory.resolve("postgresql.conf"), "");
        try (Database database = open()) {
            assertThat(Database.hasAccount(database.port())).isFalse();
        }
    }

    // The binaries are shared with other tests, to unpack them once.
    private Database open() throws Exception {
        Path binaries = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");
        return Database.open(directory, binaries, home.resolve("postgres.log"));
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(Database.url(database.port()), "holdfast", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

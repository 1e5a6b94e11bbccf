package io.holdfast.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.testpostgres.TestPostgres;
import io.holdfast.testpostgres.TestPostgres.Database;
import java.util.Arrays;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {
    private static final Database DATABASE = TestPostgres.freshDatabase();

    @BeforeAll
    static void migratesAnEmptyDatabase() {
        assertThat(flyway(DATABASE).migrate().success).isTrue();
        execute("insert into environment (key, name, created_at) values ('production', 'Production', now())");
        execute(
                "insert into audit (at, actor, actor_kind, action, subject) values (now(), 'me', 'person', 'create', 'x')");
    }

    /** The database as each earlier version left it, and the newest one, which has nothing left to do. */
    static Stream<MigrationVersion> earlierVersions() {
        return Arrays.stream(flyway(TestPostgres.freshDatabase()).info().all()).map(MigrationInfo::getVersion);
    }

    @ParameterizedTest
    @MethodSource("earlierVersions")
    void migratesFromEachEarlierVersion(MigrationVersion version) {
        Database database = TestPostgres.freshDatabase();
        Flyway.configure()
                .configuration(flyway(database).getConfiguration())
                .target(version)
                .load()
                .migrate();

        assertThat(flyway(database).migrate().success).isTrue();
        assertThat(flyway(database).validateWithResult().validationSuccessful).isTrue();
    }

    @Tag("P7")
    @ParameterizedTest
    @ValueSource(strings = {"update audit set actor = 'somebody else'", "delete from audit", "truncate audit"})
    void auditIsAppendOnly(String sql) {
        assertRefused(sql, "audit is append-only");
    }

    @Tag("P6")
    @ParameterizedTest
    @ValueSource(strings = {"revision = revision - 1", "revision = revision + 2", "epoch = epoch - 1"})
    void revisionsOnlyMoveForwardOneByOne(String change) {
        execute("update environment set revision = revision + 1");
        assertRefused("update environment set " + change, "cannot go from");
    }

    @Test
    void aHigherEpochMayStartAtAnyRevision() {
        assertThatCode(() -> execute("update environment set epoch = epoch + 1, revision = 0"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into environment (key, name, created_at) values ('Production', 'x', now())",
                "insert into environment (key, name, created_at) values ('production', 'twice', now())",
                "insert into project (key, name, created_at) values ('p', '', now())",
                "insert into hold (id, environment_id, stage, reason, actor, actor_kind, created_at) "
                        + "select gen_random_uuid(), id, 'OFF', 'holds nothing', 'me', 'person', now() from environment",
                "insert into hold (id, environment_id, stage, reason, actor, actor_kind, created_at, expires_at) "
                        + "select gen_random_uuid(), id, 'WARN', 'ends before', 'me', 'person', now(), now() from environment",
                "insert into hold (id, environment_id, stage, shed_level, reason, actor, actor_kind, created_at) "
                        + "select gen_random_uuid(), id, 'WARN', 5, 'level', 'me', 'person', now() from environment",
                "insert into token (id, kind, name, prefix, hash, created_at, created_by) "
                        + "values (gen_random_uuid(), 'SDK', 'without environment', 'x', sha256('x'), now(), 'me')"
            })
    void constraintsRefuseWhatCannotBe(String sql) {
        assertRefused(sql, "violates");
    }

    private static void assertRefused(String sql, String message) {
        assertThatThrownBy(() -> execute(sql)).rootCause().hasMessageContaining(message);
    }

    private static void execute(String sql) {
        TestPostgres.execute(DATABASE, sql);
    }

    private static Flyway flyway(Database database) {
        return Flyway.configure()
                .dataSource(database.url(), database.username(), database.password())
                .load();
    }
}

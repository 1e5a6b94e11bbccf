package io.holdfast.testpostgres;

import io.holdfast.testpostgres.TestPostgres.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A PostgreSQL of a test's own, which it can kill and bring back with the same address and data. Of the same kind as
 * {@link TestPostgres}. For one thread.
 */
public abstract class MortalPostgres implements AutoCloseable {
    final int port = freePort();

    MortalPostgres() {}

    /** One that runs. */
    public static MortalPostgres start() {
        MortalPostgres postgres =
                System.getProperty("postgres", "embedded").equals("testcontainers") ? new Container() : new Embedded();
        postgres.revive();
        return postgres;
    }

    public abstract Database database();

    /** Kills it as {@code kill -9} does: no goodbye on any connection. */
    public abstract void kill();

    /** Starts it with what it had. */
    public abstract void revive();

    @Override
    public abstract void close();

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Embedded extends MortalPostgres {
        private final Path directory = newDirectory();
        private @Nullable EmbeddedPostgres postgres;

        @Override
        public Database database() {
            return new Database("jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "postgres");
        }

        @Override
        public void kill() {
            ProcessHandle postmaster = ProcessHandle.of(postmaster()).orElseThrow();
            List<ProcessHandle> all = postmaster.descendants().toList();
            postmaster.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
            postmaster.onExit().join();
            close();
        }

        @Override
        public void revive() {
            try {
                postgres = EmbeddedPostgres.builder()
                        .setPort(port)
                        .setDataDirectory(directory)
                        .setCleanDataDirectory(false)
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            EmbeddedPostgres running = postgres;
            postgres = null;
            try {
                if (running != null) {
                    running.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private long postmaster() {
            try {
                return Long.parseLong(
                        Files.readAllLines(directory.resolve("postmaster.pid")).get(0));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path newDirectory() {
            try {
                return Files.createTempDirectory("mortal-postgres").resolve("data");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Container extends MortalPostgres {
        private final PostgreSQLContainer container = new PostgreSQLContainer(TestPostgres.IMAGE);
        private boolean created;

        @Override
        public Database database() {
            return new Database(container.getJdbcUrl(), container.getUsername(), container.getPassword());
        }

        @Override
        public void kill() {
            container
                    .getDockerClient()
                    .killContainerCmd(container.getContainerId())
                    .exec();
        }

        @Override
        public void revive() {
            if (created) {
                container
                        .getDockerClient()
                        .startContainerCmd(container.getContainerId())
                        .exec();
            } else {
                container.setPortBindings(List.of(port + ":" + PostgreSQLContainer.POSTGRESQL_PORT));
                container.start();
                created = true;
            }
        }

        @Override
        public void close() {
            container.stop();
        }
    }
}

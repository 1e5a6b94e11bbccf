package io.holdfast.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFileTest {
    @TempDir
    Path directory;

    private Process process;

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder("sleep", "300").start();
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void endsTheProcessThatAKilledStartLeftBehind() throws IOException {
        Path path = directory.resolve("server.pid");
        new ProcessFile(path).record(process.toHandle());

        new ProcessFile(path).stopLeftOver();

        assertThat(ProcessFile.runs(process.toHandle())).isFalse();
        assertThat(path).doesNotExist();
    }

    @Test
    void leavesAnotherProcessAloneThatWasGivenTheSameId() throws IOException {
        Path path = directory.resolve("server.pid");
        Files.writeString(path, process.pid() + "\n2020-01-01T00:00:00Z\n");

        new ProcessFile(path).stopLeftOver();

        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void ignoresAFileThatWasCutShort() throws IOException {
        Path path = directory.resolve("server.pid");
        Files.writeString(path, "");

        assertThat(new ProcessFile(path).living()).isEmpty();
    }
}

package io.holdfast.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.engine.Ruleset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("P3")
class SnapshotFileTest {
    @TempDir
    private Path directory;

    @Test
    void isReadAsItWasWritten() throws IOException {
        SnapshotFile file = file();
        assertThat(file.load()).isEmpty();
        file.save(Rulesets.of(1, 1), Rulesets.NOON);
        assertThat(file.load()).contains(new SnapshotFile.Saved(Rulesets.of(1, 1), Rulesets.NOON));
        assertThat(new SnapshotFile(directory, "another key").load()).isEmpty();
    }

    @Test
    void aFileThatIsCutOffIsNotUsed() throws IOException {
        file().save(Rulesets.of(1, 1), Rulesets.NOON);
        byte[] whole = Files.readAllBytes(onlyFile());
        for (int length = 0; length < whole.length; length++) {
            Files.write(onlyFile(), Arrays.copyOf(whole, length));
            assertThatThrownBy(file()::load).as("%s bytes", length).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aFlippedBitInThePayloadIsNoticed() throws IOException {
        file().save(Rulesets.of(1, 1), Rulesets.NOON);
        byte[] whole = Files.readAllBytes(onlyFile());
        int payload = IntStream.range(0, whole.length)
                        .filter(i -> whole[i] == '\n')
                        .findFirst()
                        .orElseThrow()
                + 1;
        for (int i = payload; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(onlyFile(), damaged);
            assertThatThrownBy(file()::load).hasMessageContaining("checksum");
        }
    }

    @Test
    void aDamagedFileIsOverwritten() throws IOException {
        file().save(Rulesets.of(1, 1), Rulesets.NOON);
        Files.writeString(onlyFile(), "garbage");
        file().save(Rulesets.of(1, 2), Rulesets.NOON);
        assertThat(file().load().orElseThrow().ruleset()).isEqualTo(Rulesets.of(1, 2));
    }

    @Test
    @Tag("P6")
    void aStaleProcessDoesNotOverwriteANewerOnesFile() throws IOException {
        file().save(Rulesets.of(2, 1), Rulesets.NOON);
        file().save(Rulesets.of(1, 9), Rulesets.NOON.plusSeconds(1));
        assertThat(file().load().orElseThrow().ruleset()).isEqualTo(Rulesets.of(2, 1));
    }

    @Test
    void writersAtTheSameTimeLeaveAWholeFile() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> running = List.of(writers.submit(() -> saveMany()), writers.submit(() -> saveMany()));
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            writers.shutdownNow();
        }
        assertThat(file().load()).isPresent();
        onlyFile();
    }

    @Test
    void aDirectoryThatCannotBeIsAFailureThatIsSaid() throws IOException {
        Path occupied = Files.writeString(directory.resolve("occupied"), "");
        SnapshotFile file = new SnapshotFile(occupied, "key");
        assertThatThrownBy(() -> file.save(Rulesets.of(1, 1), Rulesets.NOON)).isInstanceOf(IOException.class);
        try (FlagClient client = FlagClient.builder()
                .server("http://localhost:1")
                .sdkKey("key")
                .snapshotDirectory(occupied)
                .build()) {
            client.start().accept(Rulesets.of(1, 1));
            await().atMost(Duration.ofSeconds(30)).until(() -> client.metrics().snapshotFailures() > 0);
            assertThat(client.booleanFlag("f", false).isOn()).isTrue();
        }
    }

    private Void saveMany() throws IOException {
        SnapshotFile file = file();
        for (int revision = 1; revision <= 50; revision++) {
            Ruleset ruleset = Rulesets.of(1, revision);
            file.save(ruleset, Rulesets.NOON);
        }
        return null;
    }

    private SnapshotFile file() {
        return new SnapshotFile(directory, "key");
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> found = files.toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }
}

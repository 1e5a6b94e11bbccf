package io.holdfast.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Remembers a process by its id and its start time, so that after a crash the next start finds exactly that process and
 * never another one that was given the same id since.
 */
final class ProcessFile {
    private final Path path;

    ProcessFile(Path path) {
        this.path = path;
    }

    void record(ProcessHandle process) throws IOException {
        Files.writeString(path, process.pid() + "\n" + startOf(process) + "\n");
    }

    void forget() throws IOException {
        Files.deleteIfExists(path);
    }

    Optional<ProcessHandle> living() {
        try {
            if (!Files.exists(path)) {
                return Optional.empty();
            }
            String[] lines = Files.readString(path).split("\n", -1);
            return ProcessHandle.of(Long.parseLong(lines[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> lines.length > 1 && lines[1].equals(startOf(process)));
        } catch (NumberFormatException cutShort) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends what a killed start left behind. */
    void stopLeftOver() throws IOException {
        living().ifPresent(ProcessFile::stop);
        forget();
    }

    /** Asks a process to end, and ends it when it has not after some seconds. */
    static void stop(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().orTimeout(15, TimeUnit.SECONDS).join();
        } catch (RuntimeException stillThere) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }
}

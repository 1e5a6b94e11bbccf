package io.holdfast.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Remembers a process by its id and its start time, so that after a crash the next start finds exactly that process and
 * never another one that was given the same id since.
 */
final class ProcessFile {
    private static final Duration PAUSE = Duration.ofMillis(50);

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
                    .filter(ProcessFile::runs)
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
        if (!endsWithin(process, Duration.ofSeconds(15))) {
            process.destroyForcibly();
            endsWithin(process, Duration.ofSeconds(5));
        }
    }

    /** Alive and not merely waiting for its parent to notice its end: such a process has no command any more. */
    static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private static boolean endsWithin(ProcessHandle process, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (runs(process)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }
}

package io.holdfast.quickstart;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right to run one part of the installation. The operating system takes it back when its holder dies, however it
 * dies, so that a crash never locks anybody out.
 */
final class Lease implements AutoCloseable {
    private final FileChannel channel;

    private Lease(FileChannel channel) {
        this.channel = channel;
    }

    /** Empty when another start holds it. */
    static Optional<Lease> tryTake(Path directory, String part) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve(part + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new Lease(channel));
    }

    static Lease take(Path directory, String part) throws IOException {
        return tryTake(directory, part)
                .orElseThrow(() -> new StartFailure(
                        "The " + part + " already runs from this folder, started in another terminal. Stop it there."));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package io.holdfast.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.holdfast.engine.InvalidRulesetException;
import io.holdfast.engine.Limits;
import io.holdfast.engine.Ruleset;
import io.holdfast.engine.RulesetCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The last known good ruleset on disk. A file is written beside the old one, forced to disk and then renamed over it, so
 * that a crash leaves either the old or the new. A line in front carries format, checksum and time; a file that does not
 * match it is not used.
 */
final class SnapshotFile {
    private static final String FORMAT = "holdfast-snapshot-1";
    private static final int LONGEST_HEADER = 200;

    private final Path file;

    /** The file's name is made of the key's hash, so that two environments can share a directory. */
    SnapshotFile(Path directory, String sdkKey) {
        this.file = directory.resolve("holdfast-" + hash(sdkKey).substring(0, 16) + ".snapshot");
    }

    /** A ruleset and when it was saved. */
    record Saved(Ruleset ruleset, Instant at) {}

    /** Writes it, unless another process has left a newer one: a start must not go back to before that. */
    void save(Ruleset ruleset, Instant now) throws IOException {
        if (holdsNewerThan(ruleset)) {
            return;
        }
        byte[] payload = RulesetCodec.write(ruleset);
        byte[] header = (FORMAT + " " + checksum(payload) + " " + now + "\n").getBytes(US_ASCII);
        Files.createDirectories(file.toAbsolutePath().getParent());
        // Two processes, or two clients in one, must not write the same file.
        Path fresh = file.resolveSibling(file.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + System.identityHashCode(this) + ".tmp");
        try (FileChannel channel = FileChannel.open(fresh, CREATE, WRITE, TRUNCATE_EXISTING)) {
            writeFully(channel, ByteBuffer.wrap(header));
            writeFully(channel, ByteBuffer.wrap(payload));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What is on disk, or empty when there is nothing. Damage is an {@link IOException} that says what. */
    Optional<Saved> load() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > Limits.DOCUMENT_BYTES + LONGEST_HEADER) {
            throw new IOException(file + " is too large");
        }
        byte[] content = Files.readAllBytes(file);
        int end = endOfHeader(content);
        String[] header = new String(content, 0, end, US_ASCII).split(" ", -1);
        byte[] payload = Arrays.copyOfRange(content, end + 1, content.length);
        if (header.length != 3 || !header[0].equals(FORMAT)) {
            throw new IOException(file + " is of another format");
        }
        if (!header[1].equals(checksum(payload))) {
            throw new IOException(file + " is damaged: its checksum does not match");
        }
        try {
            return Optional.of(
                    new Saved(RulesetCodec.read(payload, RulesetCodec.Mode.LENIENT), Instant.parse(header[2])));
        } catch (InvalidRulesetException | DateTimeException e) {
            throw new IOException(file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private boolean holdsNewerThan(Ruleset ruleset) {
        try {
            return load().filter(found -> found.ruleset().newerThan(ruleset)).isPresent();
        } catch (IOException e) {
            return false; // Damaged; better overwritten.
        }
    }

    private int endOfHeader(byte[] content) throws IOException {
        for (int i = 0; i < Math.min(content.length, LONGEST_HEADER); i++) {
            if (content[i] == '\n') {
                return i;
            }
        }
        throw new IOException(file + " is no snapshot");
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) < 0) {
                throw new IOException("Nothing was written");
            }
        }
    }

    private static String checksum(byte[] payload) {
        CRC32C checksum = new CRC32C();
        checksum.update(payload);
        return Long.toHexString(checksum.getValue());
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}

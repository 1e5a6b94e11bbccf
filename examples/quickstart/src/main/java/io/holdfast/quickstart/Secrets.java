package io.holdfast.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Random secrets made at first start and kept in files that only their owner can read. The server reads its own through
 * Spring's configuration tree, so none is on a command line.
 */
final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path directory;

    Secrets(Path directory) {
        this.directory = directory;
    }

    /** The folder whose file names are the server's property names. */
    Path serverTree() {
        return directory.resolve("server");
    }

    /** The key of the environment {@code production}. */
    String sdkKey() throws IOException {
        return kept(serverTree().resolve("holdfast.bootstrap.sdk-keys.production"), "hf_sdk_");
    }

    String operatorToken() throws IOException {
        return kept(serverTree().resolve("holdfast.bootstrap.operator-token"), "hf_api_");
    }

    /** Writes the headers of the operator's requests to a file that {@code curl -H @file} reads. */
    void writeOperatorHeaders(Path file) throws IOException {
        write(file, "Authorization: Bearer " + operatorToken() + "\nContent-Type: application/json\n");
    }

    static String password() {
        return random(12);
    }

    private static String kept(Path file, String prefix) throws IOException {
        if (!Files.exists(file)) {
            write(file, prefix + random(32));
        }
        return Files.readString(file);
    }

    private static void write(Path file, String content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path unfinished = Files.createTempFile(folder, ".secret", "");
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(unfinished, content);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String random(int bytes) {
        byte[] secret = new byte[bytes];
        RANDOM.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}

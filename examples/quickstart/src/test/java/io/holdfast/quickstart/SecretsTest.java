package io.holdfast.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    Path directory;

    @Test
    void keepsASecretAndMakesAnotherOneElsewhere() throws IOException {
        String key = new Secrets(directory.resolve("one")).sdkKey();

        assertThat(key).matches("hf_sdk_[A-Za-z0-9_-]{43}");
        assertThat(new Secrets(directory.resolve("one")).sdkKey()).isEqualTo(key);
        assertThat(new Secrets(directory.resolve("two")).sdkKey()).isNotEqualTo(key);
    }

    @Test
    void letsOnlyTheOwnerReadThem() throws IOException {
        Secrets secrets = new Secrets(directory);
        Path headers = directory.resolve("operator");
        secrets.writeOperatorHeaders(headers);

        assertThat(headers).content().startsWith("Authorization: Bearer hf_api_");
        for (Path file : new Path[] {headers, secrets.serverTree().resolve("holdfast.bootstrap.operator-token")}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }
}

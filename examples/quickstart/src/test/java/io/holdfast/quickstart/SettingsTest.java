package io.holdfast.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Path HOME = Path.of("/project");

    @Test
    void usesTheStandardPorts() {
        assertThat(Settings.from(HOME, Map.of())).isEqualTo(new Settings(HOME, 8080, 8090));
    }

    @Test
    void takesPortsFromTheEnvironment() {
        Map<String, String> environment = Map.of("HOLDFAST_PORT", "9000", "HOLDFAST_DEMO_PORT", " 9001 ");
        assertThat(Settings.from(HOME, environment)).isEqualTo(new Settings(HOME, 9000, 9001));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "http", "80 80"})
    void namesTheVariableOfAWrongPort(String port) {
        assertThatThrownBy(() -> Settings.from(HOME, Map.of("HOLDFAST_DEMO_PORT", port)))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("HOLDFAST_DEMO_PORT=" + port + " is not a port");
    }
}

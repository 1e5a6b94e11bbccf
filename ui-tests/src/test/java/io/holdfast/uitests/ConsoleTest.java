package io.holdfast.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The journeys are in {@code browser/}; each is counted by name in {@code target/browser-reports/ui.xml}. */
class ConsoleTest {
    @Test
    void letsPeopleDoTheirWorkInARealBrowser() throws Exception {
        try (TestConsole console = TestConsole.start()) {
            assertThat(console.run("test")).as("what failed is above").isZero();
        }
    }
}

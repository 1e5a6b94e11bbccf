package io.holdfast.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Takes the pictures in {@code docs/pictures} anew. No test by its name, so that only somebody who asks for it changes them. */
class Pictures {
    @Test
    void take() throws Exception {
        try (TestConsole console = TestConsole.start()) {
            assertThat(console.run("pictures")).as("what failed is above").isZero();
        }
    }
}

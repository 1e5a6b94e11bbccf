package io.holdfast.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.FlagType;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HandlesTest {
    private final Handles handles = new Handles(new AtomicReference<>(Snapshot.EMPTY));

    @Test
    void findsTheHandleOfAnEarlierCheck() {
        FlagHandle first = handles.get("recommendations", FlagType.BOOLEAN);

        assertThat(handles.get("recommendations", FlagType.BOOLEAN)).isSameAs(first);
        assertThat(handles.get("recommendations", FlagType.STRING)).isNotSameAs(first);
        assertThat(handles.all()).hasSize(2).contains(first);
    }

    @Test
    void keysFromOutsideCannotFillTheMemory() {
        FlagHandle first = handles.get("named-in-code", FlagType.BOOLEAN);
        for (int i = 0; i < 200_000; i++) {
            assertThat(handles.get("from-outside-" + i, FlagType.BOOLEAN).key()).isEqualTo("from-outside-" + i);
        }

        assertThat(handles.all()).hasSizeLessThan(100_000);
        assertThat(handles.get("named-in-code", FlagType.BOOLEAN)).isSameAs(first);
    }
}

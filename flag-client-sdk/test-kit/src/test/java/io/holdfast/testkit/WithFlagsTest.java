package io.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.client.BrowseOnlyException;
import io.holdfast.client.FlagClient;
import io.holdfast.engine.EvaluationContext;
import io.holdfast.engine.Stage;
import java.util.Map;
import org.junit.jupiter.api.Test;

@WithFlags(on = "recommendations")
class WithFlagsTest {

    @Test
    void setsTheFlagsOfTheClass(FlagClient flags) {
        assertThat(flags.booleanFlag("recommendations", false).isOn()).isTrue();
    }

    @Test
    @WithFlags(off = "recommendations")
    void theMethodComesOnTopOfItsClass(FlagClient flags) {
        assertThat(flags.booleanFlag("recommendations", true).isOn()).isFalse();
    }

    @Test
    void answersTheCodesDefaultForWhatIsNotSet(FlagClient flags) {
        assertThat(flags.booleanFlag("other", true).isOn()).isTrue();
        assertThat(flags.isOn("other", EvaluationContext.EMPTY, false)).isFalse();
    }

    @Test
    void changesAreInForceAtOnce(TestFlags flags, FlagClient client) {
        var banner = client.stringFlag("banner", "none");
        assertThat(banner.value()).isEqualTo("none");
        flags.set("banner", "hello");
        assertThat(banner.value()).isEqualTo("hello");
        flags.unset("banner");
        assertThat(banner.value()).isEqualTo("none");
    }

    @Test
    void servesEveryType(TestFlags flags) {
        flags.set("number", 2.5).setJson("json", Map.of("a", 1L));
        assertThat(flags.client().numberFlag("number", 0).value()).isEqualTo(2.5);
        assertThat(flags.client().jsonFlag("json", Map.of()).value()).isEqualTo(Map.of("a", 1L));
        assertThat(flags.client().booleanFlag("number", true).isOn()).isTrue();
    }

    @Test
    void holdsAndReleases(TestFlags flags, FlagClient client) {
        client.requireWritable();
        flags.hold(Stage.ENFORCE, 3, "Back soon", null);
        assertThatThrownBy(client::requireWritable)
                .isInstanceOf(BrowseOnlyException.class)
                .hasMessage("Back soon");
        assertThat(client.posture().shedLevel()).isEqualTo(3);
        flags.release();
        client.requireWritable();
    }
}

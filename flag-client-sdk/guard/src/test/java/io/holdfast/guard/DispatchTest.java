package io.holdfast.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.Stage;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The site's filter is mapped to every kind of dispatch, as it must do no harm wherever somebody maps it. */
@Tag("P2")
class DispatchTest extends GuardedSiteTest {

    @Override
    RouteResolver[] resolvers() {
        return new RouteResolver[] {
            DeclaredRoutes.builder()
                    .declare("POST", "/shop/send-error", Effect.EXEMPT)
                    .build()
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shop/forward", "/shop/async", "/shop/send-error", "/shop/throw"})
    void aWriteThatIsDispatchedOnwardsIsCountedOnce(String path) throws IOException {
        flags.hold(Stage.WARN);
        site.send("PUT", path);
        assertThat(site.handled).hasSize(2);
        assertThat(refusals()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shop/forward", "/shop/async", "/shop/send-error", "/shop/throw"})
    void aWriteIsRefusedBeforeItIsDispatchedAnywhere(String path) throws IOException {
        flags.hold(Stage.ENFORCE);
        assertThat(site.send("PUT", path).status()).isEqualTo(503);
        assertThat(site.handled).isEmpty();
        assertThat(refusals()).isOne();
    }

    @Test
    void anAllowedRequestThatFailsKeepsItsOwnAnswer() throws IOException {
        flags.hold(Stage.ENFORCE);
        Answer answer = site.send("POST", "/shop/send-error");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).isEqualTo("did /error-page");
        assertThat(refusals()).isZero();
    }
}

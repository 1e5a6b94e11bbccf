package io.holdfast.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.engine.Stage;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("P2")
class DeclaredRoutesTest extends GuardedSiteTest {

    @Override
    RouteResolver[] resolvers() {
        RouteResolver knowsNoEffects = request -> Optional.of(new Route("/**", null));
        return new RouteResolver[] {
            knowsNoEffects,
            DeclaredRoutes.builder()
                    .declare("post", "/shop/search", Effect.READ)
                    .declare("POST", "/shop/login", Effect.EXEMPT)
                    .declare("GET", "/shop/unsubscribe", Effect.WRITE)
                    .build()
        };
    }

    @BeforeEach
    void enforce() {
        flags.hold(Stage.ENFORCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shop/search", "/shop/search?q=;%2f..", "/shop/login"})
    void whatIsDeclaredToReadOrBeAllowedGoesThrough(String path) throws IOException {
        assertThat(site.send("POST", path).status()).isEqualTo(200);
        assertThat(site.handled).hasSize(1);
        assertThat(refusals()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/shop//login",
                "//shop/login",
                "/shop/./login",
                "/shop/x/../login",
                "/shop/login/",
                "/shop/login;a=b",
                "/shop;a=b/login",
                "/shop/login%2f",
                "/shop%2flogin",
                "/shop/%6cogin",
                "/shop/%2e/login",
                "/shop/x/%2e%2e/login",
                "/shop/Login",
                "/shop/login/x",
                "/shop/login/../page",
                "/shop/login/%2e%2e/page",
                "/shop/login;/../page",
                "/shop/page?/shop/login",
                "/shop/login%00",
                "/shop/login%20",
                "/shop/login%3b"
            })
    void noOtherSpellingIsLetThrough(String path) throws IOException {
        assertThat(site.send("POST", path).status()).isIn(400, 404, 503);
        assertThat(site.handled).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/shop/unsubscribe",
                "/shop/unsubscribe?x=1",
                "/shop//unsubscribe",
                "/shop/./unsubscribe",
                "/shop/x/../unsubscribe",
                "/shop/unsubscribe/",
                "/shop/unsubscribe;a=b",
                "/shop;a=b/unsubscribe",
                "/shop%2funsubscribe",
                "/shop/%75nsubscribe",
                "/%73hop/unsubscribe",
                "/shop/%2e/unsubscribe",
                "/shop/Unsubscribe"
            })
    void aGetThatWritesIsRefusedInEverySpelling(String path) throws IOException {
        for (String method : new String[] {"GET", "HEAD"}) {
            assertThat(site.send(method, path).status()).isIn(400, 404, 503);
        }
        assertThat(site.handled).isEmpty();
    }

    @Test
    void aDeclarationIsForItsMethodAlone() throws IOException {
        assertThat(site.send("PUT", "/shop/login").status()).isEqualTo(503);
        assertThat(site.send("post", "/shop/login").status()).isEqualTo(503);
        assertThat(site.handled).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "/shop/*", "/shop/{id}", ""})
    void onlyExactPathsCanBeDeclared(String path) {
        DeclaredRoutes.Builder builder = DeclaredRoutes.builder();
        assertThatThrownBy(() -> builder.declare("POST", path, Effect.EXEMPT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Only exact paths");
    }
}

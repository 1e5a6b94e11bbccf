package io.holdfast.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.server.ruleset.RulesetRemoved;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

@Tag("S5")
class SecretCacheTest {
    private static final String SECRET = "hf_sdk_one";
    private static final String OTHER = "hf_sdk_other";

    private final Map<String, Principal> database =
            new HashMap<>(Map.of(SECRET, principal("one", "production"), OTHER, principal("other", "staging")));
    private boolean dead;
    private int lookups;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final SecretCache cache = new SecretCache(() -> now);

    @Test
    void asksAgainOnlyAfterAWhile() {
        find(SECRET);
        find(SECRET);
        assertThat(lookups).isEqualTo(1);

        now = now.plus(Duration.ofSeconds(5));
        find(SECRET);
        assertThat(lookups).isEqualTo(2);
    }

    @Test
    void forgetsAtOnceWhatWasRevoked() {
        find(SECRET);
        revoke(SECRET);
        assertThat(find(SECRET)).isEmpty();
    }

    @Test
    void doesNotRememberAnAnswerThatIsOlderThanARevocation() {
        Optional<Principal> raced = cache.find(SECRET, hash -> {
            Optional<Principal> old = Optional.of(database.get(SECRET));
            revoke(SECRET);
            return old;
        });
        assertThat(raced).isPresent();
        assertThat(find(SECRET)).isEmpty();
    }

    @Test
    void rememberedSecretsOutliveTheDatabase() {
        find(OTHER);
        revoke(SECRET);
        dead = true;
        now = now.plus(Duration.ofHours(1));
        assertThat(find(OTHER)).isPresent();
    }

    @Test
    void aRevokedSecretDoesNotOutliveTheDatabase() {
        find(SECRET);
        revoke(SECRET);
        dead = true;
        assertThatThrownBy(() -> find(SECRET)).isInstanceOf(DataAccessResourceFailureException.class);
    }

    @Test
    void forgetsTheKeysOfAnEnvironmentThatIsGone() {
        find(SECRET);
        find(OTHER);
        database.clear();
        cache.environmentRemoved(new RulesetRemoved("production"));
        assertThat(find(SECRET)).isEmpty();
        assertThat(find(OTHER)).isPresent();
    }

    private Optional<Principal> find(String secret) {
        return cache.find(secret, hash -> {
            lookups++;
            if (dead) {
                throw new DataAccessResourceFailureException("dead");
            }
            return Optional.ofNullable(database.get(secret));
        });
    }

    private void revoke(String secret) {
        database.remove(secret);
        cache.forgetAfterCommit(Secret.hash(secret));
    }

    private static Principal principal(String name, String environment) {
        return new Principal(name, name, Principal.SDK, null, environment);
    }
}

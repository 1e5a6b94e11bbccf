package io.holdfast.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration CAP = Duration.ofSeconds(5);

    @Test
    void growsToItsCapAndStartsOver() {
        Backoff backoff = new Backoff();
        assertThat(backoff.next(false)).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.next(false)).isLessThanOrEqualTo(Duration.ofSeconds(2));
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 1_000; i++) {
            Duration next = backoff.next(false);
            assertThat(next).isBetween(Duration.ZERO, CAP);
            longest = next.compareTo(longest) > 0 ? next : longest;
        }
        assertThat(longest).isGreaterThan(Duration.ofSeconds(4));
        backoff.reset();
        assertThat(backoff.next(false)).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aRefusalWaitsLongerButNotForEver() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(new Backoff().next(true)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
        }
    }
}

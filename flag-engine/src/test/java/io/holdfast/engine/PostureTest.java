package io.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What holds for every set of holds. Single examples are in the published vectors. */
@Tag("E4")
class PostureTest {
    private static final Instant NOW = RandomRulesets.NOW;

    @TestFactory
    Stream<DynamicTest> aHoldMoreNeverWeakens() {
        return Seeds.check(random -> {
            RandomRulesets some = new RandomRulesets(random);
            List<Hold> holds = some.holds();
            List<Hold> more = new ArrayList<>(holds);
            more.add(some.hold("one-more"));
            InstanceIdentity instance = some.instance();
            Posture before = Posture.of(holds, instance, NOW);
            Posture after = Posture.of(more, instance, NOW);
            assertThat(after.stage()).isGreaterThanOrEqualTo(before.stage());
            assertThat(after.shedLevel()).isGreaterThanOrEqualTo(before.shedLevel());
            assertThat(after.holds()).containsAll(before.holds());
        });
    }

    @TestFactory
    Stream<DynamicTest> theOrderOfHoldsDoesNotMatter() {
        return Seeds.check(random -> {
            RandomRulesets some = new RandomRulesets(random);
            List<Hold> holds = some.holds();
            List<Hold> shuffled = new ArrayList<>(holds);
            Collections.shuffle(shuffled, new Random(random.nextLong()));
            assertThat(Posture.ofAll(shuffled, NOW)).isEqualTo(Posture.ofAll(holds, NOW));
        });
    }

    @TestFactory
    Stream<DynamicTest> aScopeOnlyEverTakesInstancesOut() {
        return Seeds.check(random -> {
            RandomRulesets some = new RandomRulesets(random);
            List<Hold> holds = some.holds();
            Posture all = Posture.ofAll(holds, NOW);
            Posture one = Posture.of(holds, some.instance(), NOW);
            assertThat(one.stage()).isLessThanOrEqualTo(all.stage());
            assertThat(one.shedLevel()).isLessThanOrEqualTo(all.shedLevel());
        });
    }

    @TestFactory
    @Tag("P7")
    Stream<DynamicTest> betweenTwoChangesThePostureStaysAsItIs() {
        return Seeds.check(random -> {
            List<Hold> holds = new RandomRulesets(random).holds();
            Instant end = Posture.nextChange(holds, NOW).orElse(NOW.plusSeconds(3_600));
            assertThat(Posture.ofAll(holds, end.minusNanos(1))).isEqualTo(Posture.ofAll(holds, NOW));
        });
    }

    @TestFactory
    @Tag("P7")
    Stream<DynamicTest> theStageEndsWhenItSaysSo() {
        return Seeds.check(random -> {
            List<Hold> holds = new RandomRulesets(random).holds();
            Posture posture = Posture.ofAll(holds, NOW);
            if (posture.until() != null) {
                assertThat(posture.until()).isAfter(NOW);
                // A planned hold may take over by then, so only those in force now are asked.
                List<Hold> active =
                        holds.stream().filter(hold -> hold.activeAt(NOW)).toList();
                assertThat(Posture.ofAll(active, posture.until().minusNanos(1)).stage())
                        .isEqualTo(posture.stage());
                assertThat(posture.stage() == Stage.OFF
                                || Posture.ofAll(active, posture.until())
                                                .stage()
                                                .compareTo(posture.stage())
                                        < 0)
                        .isTrue();
            }
        });
    }

    @Test
    @Tag("P7")
    void endsByItselfWithoutAnythingNew() {
        Hold hold = hold(Scope.ALL, NOW.plusSeconds(5), NOW.plusSeconds(10));
        List<Hold> holds = List.of(hold);
        assertThat(Posture.ofAll(holds, NOW)).isEqualTo(Posture.NONE);
        assertThat(Posture.nextChange(holds, NOW)).contains(NOW.plusSeconds(5));
        Posture posture = Posture.ofAll(holds, NOW.plusSeconds(5));
        assertThat(posture.writable()).isFalse();
        assertThat(posture.until()).isEqualTo(NOW.plusSeconds(10));
        assertThat(Posture.nextChange(holds, NOW.plusSeconds(5))).contains(NOW.plusSeconds(10));
        assertThat(Posture.ofAll(holds, NOW.plusSeconds(10))).isEqualTo(Posture.NONE);
        assertThat(Posture.nextChange(holds, NOW.plusSeconds(10))).isEqualTo(Optional.empty());
    }

    @Test
    void aPercentageTakesThatManyInstancesAndKeepsThemWhenItGrows() {
        List<InstanceIdentity> instances = IntStream.range(0, 10_000)
                .mapToObj(i -> new InstanceIdentity("instance-" + i, "listings", ""))
                .toList();
        List<InstanceIdentity> quarter = concerned(instances, 25);
        assertThat(quarter).hasSizeBetween(2_200, 2_800);
        assertThat(concerned(instances, 50)).hasSizeBetween(4_700, 5_300).containsAll(quarter);
        assertThat(concerned(instances, 0)).isEmpty();
        assertThat(concerned(instances, 100)).hasSize(instances.size());
    }

    @Test
    void onlyEnforceRefusesWrites() {
        for (Stage stage : Stage.values()) {
            Hold hold = new Hold("h", stage, 0, null, null, Scope.ALL, NOW, null, null);
            assertThat(Posture.ofAll(List.of(hold), NOW).writable()).isEqualTo(stage != Stage.ENFORCE);
        }
    }

    private static List<InstanceIdentity> concerned(List<InstanceIdentity> instances, int percent) {
        List<Hold> holds = List.of(hold(new Scope(Set.of(), Set.of(), percent), null, null));
        return instances.stream()
                .filter(instance -> !Posture.of(holds, instance, NOW).writable())
                .toList();
    }

    private static Hold hold(Scope scope, Instant startsAt, Instant expiresAt) {
        return new Hold("hold", Stage.ENFORCE, 0, null, null, scope, NOW.minusSeconds(60), startsAt, expiresAt);
    }
}

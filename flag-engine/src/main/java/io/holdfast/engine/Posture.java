package io.holdfast.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What follows from all active holds that concern an instance: the strongest stage and the highest shed level. A join,
 * so the order of holds does not matter and one hold more can only strengthen it.
 *
 * @param message what visitors are told, from the strongest hold that has one
 * @param incident a link, from the strongest hold that has one
 * @param since when the oldest of the holds began, or null without one
 * @param until when the stage ends by itself, or null when it does not
 * @param holds the ids of the holds it follows from, sorted
 */
public record Posture(
        Stage stage,
        int shedLevel,
        @Nullable String message,
        @Nullable String incident,
        @Nullable Instant since,
        @Nullable Instant until,
        List<String> holds) {
    /** No hold at all. */
    public static final Posture NONE = new Posture(Stage.OFF, 0, null, null, null, null, List.of());

    private static final Comparator<Hold> STRONGEST_FIRST = Comparator.comparing(Hold::stage)
            .reversed()
            .thenComparing(Hold::since, Comparator.reverseOrder())
            .thenComparing(Hold::id);

    public Posture {
        holds = List.copyOf(holds);
    }

    /** The posture of {@code instance} at {@code now}. */
    public static Posture of(List<Hold> holds, InstanceIdentity instance, Instant now) {
        return join(holds.stream().filter(hold -> hold.scope().concerns(instance, hold.id())), now);
    }

    /** The posture of an instance that every hold concerns, at {@code now}. */
    public static Posture ofAll(List<Hold> holds, Instant now) {
        return join(holds.stream(), now);
    }

    /** When a posture made of {@code holds} must next be made anew, because one begins or ends. */
    public static Optional<Instant> nextChange(List<Hold> holds, Instant now) {
        return holds.stream()
                .flatMap(hold -> Stream.of(Optional.ofNullable(hold.startsAt()), Optional.ofNullable(hold.expiresAt())))
                .flatMap(Optional::stream)
                .filter(now::isBefore)
                .min(Comparator.naturalOrder());
    }

    /** Whether writes may go through. */
    public boolean writable() {
        return stage != Stage.ENFORCE;
    }

    private static Posture join(Stream<Hold> candidates, Instant now) {
        List<Hold> active = candidates
                .filter(hold -> hold.activeAt(now))
                .sorted(STRONGEST_FIRST)
                .toList();
        if (active.isEmpty()) {
            return NONE;
        }
        Stage stage = active.get(0).stage();
        List<Hold> strongest =
                active.stream().filter(hold -> hold.stage() == stage).toList();
        return new Posture(
                stage,
                active.stream().mapToInt(Hold::shedLevel).max().orElse(0),
                active.stream()
                        .map(Hold::message)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                active.stream()
                        .map(Hold::incident)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                active.stream()
                        .map(Hold::effectiveSince)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                lastEnd(strongest),
                active.stream().map(Hold::id).sorted().toList());
    }

    private static @Nullable Instant lastEnd(List<Hold> holds) {
        Instant last = Instant.MIN;
        for (Hold hold : holds) {
            if (hold.expiresAt() == null) {
                return null;
            }
            last = hold.expiresAt().isAfter(last) ? hold.expiresAt() : last;
        }
        return last;
    }
}

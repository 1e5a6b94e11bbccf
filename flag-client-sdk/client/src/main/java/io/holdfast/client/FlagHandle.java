package io.holdfast.client;

import io.holdfast.engine.Evaluation;
import io.holdfast.engine.EvaluationContext;
import io.holdfast.engine.Evaluator;
import io.holdfast.engine.Flag;
import io.holdfast.engine.FlagType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A flag as one place in the code checks it: resolved once for each snapshot, so that a check of a flag with one answer
 * for everybody is two reads and a count. Thread-safe, takes no lock, and allocates only when a rollout has to hash.
 */
final class FlagHandle {
    /** Counted where the code's default was answered. */
    static final String DEFAULT = "";

    private final AtomicReference<Snapshot> snapshots;
    private final String key;
    private final FlagType type;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    // Racy on purpose: every thread that finds it outdated makes an equal one.
    private Resolved resolved;

    FlagHandle(AtomicReference<Snapshot> snapshots, String key, FlagType type) {
        this.snapshots = snapshots;
        this.key = key;
        this.type = type;
        this.resolved = resolve(snapshots.get());
    }

    String key() {
        return key;
    }

    /** The flag's value, or null where the code's default applies. Never throws. */
    @Nullable
    Object value(@Nullable EvaluationContext context) {
        return evaluate(context).value();
    }

    Evaluation evaluate(@Nullable EvaluationContext context) {
        return evaluate(current(), context);
    }

    /** The value that {@code value} makes of the answer, and why, all of one snapshot. */
    <T> FlagDetails<T> details(EvaluationContext context, Function<Evaluation, T> value) {
        Resolved current = current();
        Evaluation evaluation = evaluate(current, context);
        return FlagDetails.of(
                key,
                value.apply(evaluation),
                evaluation,
                current.snapshot.ruleset().version());
    }

    private Resolved current() {
        Snapshot snapshot = snapshots.get();
        Resolved current = resolved;
        if (current.snapshot != snapshot) {
            current = resolve(snapshot);
            resolved = current;
        }
        return current;
    }

    private Evaluation evaluate(Resolved current, @Nullable EvaluationContext context) {
        if (current.fixed != null) {
            current.fixedCount.increment();
            return current.fixed;
        }
        Evaluation evaluation = Evaluator.evaluate(
                current.flag,
                type,
                context == null ? EvaluationContext.EMPTY : context,
                current.snapshot.posture().shedLevel());
        current.counters.of(evaluation).increment();
        return evaluation;
    }

    /** Hands over and resets what was counted, by variation. */
    void drain(BiConsumer<String, Long> counted) {
        counts.forEach((variation, count) -> {
            long sum = count.sumThenReset();
            if (sum > 0) {
                counted.accept(variation, sum);
            }
        });
    }

    private Resolved resolve(Snapshot snapshot) {
        Flag flag = snapshot.ruleset().flags().get(key);
        int shedLevel = snapshot.posture().shedLevel();
        Evaluation answer = Evaluator.evaluateForAll(flag, type, shedLevel);
        return new Resolved(snapshot, flag, answer, new Counters(flag, this::count));
    }

    private LongAdder count(@Nullable String variation) {
        return counts.computeIfAbsent(variation == null ? DEFAULT : variation, name -> new LongAdder());
    }

    /** What follows from one snapshot. All fields are final, so that racing threads see it whole. */
    private static final class Resolved {
        final Snapshot snapshot;
        final @Nullable Flag flag;
        final @Nullable Evaluation fixed;
        final LongAdder fixedCount;
        final Counters counters;

        Resolved(Snapshot snapshot, @Nullable Flag flag, @Nullable Evaluation fixed, Counters counters) {
            this.snapshot = snapshot;
            this.flag = flag;
            this.fixed = fixed;
            this.fixedCount = counters.of(fixed);
            this.counters = counters;
        }
    }
}

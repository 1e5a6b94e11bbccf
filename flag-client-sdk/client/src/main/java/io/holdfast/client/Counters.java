package io.holdfast.client;

import io.holdfast.engine.Evaluation;
import io.holdfast.engine.Flag;
import io.holdfast.engine.Variation;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a flag's variations, found without hashing: answers carry the very names of the flag's variations. Where there
 * are many variations, looking through them would take longer than a hash. Immutable, but for the counts.
 */
final class Counters {
    private static final int FEW = 8;

    private final Function<@Nullable String, LongAdder> all;
    private final LongAdder ofDefault;
    private final String[] names;
    private final LongAdder[] counts;

    Counters(@Nullable Flag flag, Function<@Nullable String, LongAdder> all) {
        List<Variation> variations = flag == null ? List.of() : flag.variations();
        this.all = all;
        this.ofDefault = all.apply(null);
        this.names = variations.stream().limit(FEW).map(Variation::name).toArray(String[]::new);
        this.counts = variations.stream()
                .limit(FEW)
                .map(variation -> all.apply(variation.name()))
                .toArray(LongAdder[]::new);
    }

    /** Where {@code answer} is counted; null is counted as the code's default. */
    // Sameness is enough, and what is not found so is found by its text.
    @SuppressWarnings("StringEquality")
    LongAdder of(@Nullable Evaluation answer) {
        String variation = answer == null ? null : answer.variation();
        if (variation == null) {
            return ofDefault;
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i] == variation) {
                return counts[i];
            }
        }
        return all.apply(variation);
    }
}

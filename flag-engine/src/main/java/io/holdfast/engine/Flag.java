package io.holdfast.engine;

import java.util.List;

/**
 * A flag as one environment sees it, with every variation it names resolved.
 *
 * @param shedAt the shed level from which it is shed, 1 to 4, or {@value #NEVER_SHED} for never
 */
public record Flag(
        String key,
        FlagType type,
        Kind kind,
        boolean on,
        List<Variation> variations,
        Variation offVariation,
        Fallthrough fallthrough,
        int shedAt,
        Variation shedVariation) {
    public static final int NEVER_SHED = 0;

    public Flag {
        variations = List.copyOf(variations);
    }

    /** Whether it is shed at {@code shedLevel}. */
    public boolean shedAtLevel(int shedLevel) {
        return shedAt != NEVER_SHED && shedLevel >= shedAt;
    }
}

package io.holdfast.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
        Targeting targeting,
        int shedAt,
        Variation shedVariation)
        implements Linked {
    public static final int NEVER_SHED = 0;

    public Flag {
        variations = List.copyOf(variations);
    }

    /** A flag that targets nobody in particular. */
    public Flag(
            String key,
            FlagType type,
            Kind kind,
            boolean on,
            List<Variation> variations,
            Variation offVariation,
            Outcome fallthrough,
            int shedAt,
            Variation shedVariation) {
        this(key, type, kind, on, variations, offVariation, Targeting.of(fallthrough), shedAt, shedVariation);
    }

    public Outcome fallthrough() {
        return targeting.fallthrough();
    }

    /** Whether it is shed at {@code shedLevel}. */
    public boolean shedAtLevel(int shedLevel) {
        return shedAt != NEVER_SHED && shedLevel >= shedAt;
    }

    @Override
    public References references() {
        return targeting.references();
    }

    Flag linked(Links links) {
        return new Flag(key, type, kind, on, variations, offVariation, targeting.linked(links), shedAt, shedVariation);
    }

    /** The answer at {@code shedLevel} that is the same in every context, or null where the context is needed. */
    @Nullable
    Evaluation fixedAnswer(int shedLevel) {
        if (shedAtLevel(shedLevel)) {
            return shedVariation.answer(Reason.SHED);
        }
        return on ? targeting.fixed() : offVariation.answer(Reason.DISABLED);
    }

    Evaluation answer(EvaluationContext context, int shedLevel, @Nullable Run run) {
        Evaluation fixed = fixedAnswer(shedLevel);
        if (fixed != null) {
            return fixed;
        }
        return targeting.meetsPrerequisites(context, shedLevel, run)
                ? targeting.answer(context, run)
                : offVariation.answer(Reason.PREREQUISITE_FAILED);
    }
}

package io.holdfast.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a clause asks of a context, before it is negated. Immutable; never throws. */
abstract sealed class Condition {

    abstract Match in(EvaluationContext context, @Nullable Run run);

    /** The same, with the segments it names resolved. */
    Condition linked(Links links) {
        return this;
    }

    /** An operator of a newer server: never matches. */
    static final class Unknown extends Condition {
        @Override
        Match in(EvaluationContext context, @Nullable Run run) {
            return Match.UNUSABLE;
        }
    }

    /** Whether there is such an attribute. */
    static final class Exists extends Condition {
        private final Attribute attribute;

        Exists(Attribute attribute) {
            this.attribute = attribute;
        }

        @Override
        Match in(EvaluationContext context, @Nullable Run run) {
            return attribute.in(context) == null ? Match.NO : Match.YES;
        }
    }

    /** Whether an attribute's value, or any element of a list, passes a test. */
    static final class OfAttribute extends Condition {
        private final Attribute attribute;
        private final ValueTest test;

        OfAttribute(Attribute attribute, ValueTest test) {
            this.attribute = attribute;
            this.test = test;
        }

        @Override
        Match in(EvaluationContext context, @Nullable Run run) {
            Object value = attribute.in(context);
            // Text first: to find that a text is no List takes longer than all the rest.
            if (value instanceof String) {
                return test.test(value);
            }
            if (value instanceof List<?> list) {
                return any(list);
            }
            return value == null ? Match.UNUSABLE : test.test(value);
        }

        private Match any(List<?> list) {
            Match found = Match.UNUSABLE;
            for (int i = 0; i < list.size() && found != Match.YES; i++) {
                Object element = list.get(i);
                Match match = element == null ? Match.UNUSABLE : test.test(element);
                found = match == Match.UNUSABLE ? found : match;
            }
            return found;
        }
    }

    /** Whether any of several segments has the context. One that is missing, or leads back to itself, is left out. */
    static final class InSegment extends Condition {
        private final List<String> names;
        private final List<Segment> segments;

        InSegment(List<String> names, List<Segment> segments) {
            this.names = List.copyOf(names);
            this.segments = List.copyOf(segments);
        }

        @Override
        Match in(EvaluationContext context, @Nullable Run run) {
            for (int i = 0; i < segments.size(); i++) {
                if (Run.isIn(segments.get(i), context, run)) {
                    return Match.YES;
                }
            }
            return segments.isEmpty() ? Match.UNUSABLE : Match.NO;
        }

        List<String> names() {
            return names;
        }

        @Override
        Condition linked(Links links) {
            return new InSegment(names, links.segments(names));
        }

        List<Segment> segments() {
            return segments;
        }
    }
}

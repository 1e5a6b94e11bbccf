package io.holdfast.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation writes down while it runs, for those that need it; ordinary ones have none.
 *
 * <p>Where flags and segments are nested deeply, or need one another many times, each is answered once, innermost first. So
 * the time is bounded by the size of the ruleset, and the stack by nothing. Where an explanation is wanted, there is a trace.
 */
final class Run {
    private final Map<Linked, Object> answered;
    private final @Nullable Trace trace;

    private Run(Map<Linked, Object> answered, @Nullable Trace trace) {
        this.answered = answered;
        this.trace = trace;
    }

    /** What {@code flag} needs to be evaluated; null where nothing has to be written down. */
    static @Nullable Run of(Flag flag, EvaluationContext context, int shedLevel, @Nullable Trace trace) {
        boolean deep = flag.references().cost() > Linked.DEAR && flag.fixedAnswer(shedLevel) == null;
        if (!deep && trace == null) {
            return null;
        }
        Run run = new Run(new IdentityHashMap<>(), trace);
        if (deep) {
            run.answerAllBut(flag, context, shedLevel);
        }
        return run;
    }

    /** What {@code flag} answers to one that needs it. How it comes to that is not traced. */
    static Evaluation answer(Flag flag, EvaluationContext context, int shedLevel, @Nullable Run run) {
        if (run == null) {
            return flag.answer(context, shedLevel, null);
        }
        return run.answered.get(flag) instanceof Evaluation known
                ? known
                : flag.answer(context, shedLevel, run.untraced());
    }

    /** Whether {@code segment} has the context. How it comes to that is not traced. */
    static boolean isIn(Segment segment, EvaluationContext context, @Nullable Run run) {
        if (run == null) {
            return segment.has(context, null);
        }
        return run.answered.get(segment) instanceof Boolean known ? known : segment.has(context, run.untraced());
    }

    @Nullable
    Trace trace() {
        return trace;
    }

    private Run untraced() {
        return trace == null ? this : new Run(answered, null);
    }

    /** Depth first, but what is left to visit lies on a stack of our own. */
    private void answerAllBut(Flag root, EvaluationContext context, int shedLevel) {
        Run untraced = untraced();
        Deque<Visit> visits = new ArrayDeque<>();
        visits.push(new Visit(root));
        while (!visits.isEmpty()) {
            Visit visit = visits.element();
            Linked next = visit.next();
            if (next != null) {
                if (!answered.containsKey(next)) {
                    visits.push(new Visit(next));
                }
            } else if (visits.pop().node != root) {
                answered.put(visit.node, untraced.answer(visit.node, context, shedLevel));
            }
        }
    }

    private Object answer(Linked node, EvaluationContext context, int shedLevel) {
        return node instanceof Flag flag ? flag.answer(context, shedLevel, this) : ((Segment) node).has(context, this);
    }

    private static final class Visit {
        private final Linked node;
        private final Iterator<Linked> needs;

        Visit(Linked node) {
            this.node = node;
            this.needs = node.references().found().iterator();
        }

        @Nullable
        Linked next() {
            return needs.hasNext() ? needs.next() : null;
        }
    }
}

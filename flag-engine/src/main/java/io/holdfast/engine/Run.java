package io.holdfast.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation remembers while it runs, for those that need it: where flags and segments are nested deeply, or need
 * one another many times, each is answered once, innermost first. So the time is bounded by the size of the ruleset, and
 * the stack by nothing. Ordinary evaluations have none.
 */
final class Run {
    private final Map<Linked, Object> answered = new IdentityHashMap<>();

    private Run() {}

    /** What {@code flag} needs to be evaluated; null where it is so little that nothing has to be remembered. */
    static @Nullable Run of(Flag flag, EvaluationContext context, int shedLevel) {
        if (flag.references().cost() <= Linked.DEAR || flag.fixedAnswer(shedLevel) != null) {
            return null;
        }
        Run run = new Run();
        run.answerAllBut(flag, context, shedLevel);
        return run;
    }

    Evaluation answer(Flag flag, EvaluationContext context, int shedLevel) {
        return answered.get(flag) instanceof Evaluation known ? known : flag.answer(context, shedLevel, this);
    }

    boolean isIn(Segment segment, EvaluationContext context) {
        return answered.get(segment) instanceof Boolean known ? known : segment.has(context, this);
    }

    /** Depth first, but on a heap: what is left to visit lies on a stack of our own. */
    private void answerAllBut(Flag root, EvaluationContext context, int shedLevel) {
        Deque<Visit> visits = new ArrayDeque<>();
        visits.push(new Visit(root));
        while (true) {
            Visit visit = visits.element();
            Linked next = visit.next();
            if (next == null) {
                visits.pop();
                if (visits.isEmpty()) {
                    return;
                }
                answered.put(visit.node, answer(visit.node, context, shedLevel));
            } else if (!answered.containsKey(next)) {
                visits.push(new Visit(next));
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

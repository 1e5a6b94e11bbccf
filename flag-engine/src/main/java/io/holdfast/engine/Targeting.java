package io.holdfast.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a flag that is on finds its answer. Immutable; never throws. */
public final class Targeting {
    private final List<Prerequisite> prerequisites;
    private final List<Target> targets;
    private final List<Rule> rules;
    private final Outcome fallthrough;
    private final Map<String, Evaluation> individuals = new HashMap<>();
    private final Prerequisite[] needed;
    private final Rule[] ordered;
    private final Answers otherwise;
    private final @Nullable Evaluation fixed;
    private final References references;

    public Targeting(List<Prerequisite> prerequisites, List<Target> targets, List<Rule> rules, Outcome fallthrough) {
        this.prerequisites = List.copyOf(prerequisites);
        this.targets = List.copyOf(targets);
        this.rules = List.copyOf(rules);
        this.fallthrough = fallthrough;
        this.needed = this.prerequisites.toArray(Prerequisite[]::new);
        this.ordered = this.rules.toArray(Rule[]::new);
        this.otherwise = Answers.ofFallthrough(fallthrough, isPlain() ? Reason.STATIC : Reason.DEFAULT);
        this.fixed = isPlain() ? otherwise.fixed() : null;
        this.references = References.of(
                this.prerequisites, this.rules.stream().map(Rule::clauses).toList());
        for (Target target : this.targets) {
            Evaluation answer = target.variation().answer(Reason.TARGETING_MATCH);
            target.values().forEach(key -> individuals.putIfAbsent(key, answer));
        }
    }

    /** The same for everybody. */
    public static Targeting of(Outcome fallthrough) {
        return new Targeting(List.of(), List.of(), List.of(), fallthrough);
    }

    public List<Prerequisite> prerequisites() {
        return prerequisites;
    }

    public List<Target> targets() {
        return targets;
    }

    public List<Rule> rules() {
        return rules;
    }

    public Outcome fallthrough() {
        return fallthrough;
    }

    References references() {
        return references;
    }

    /** The answer that is the same for everybody whatever other flags say, or null. */
    @Nullable
    Evaluation fixed() {
        return fixed;
    }

    Targeting linked(Links links) {
        return new Targeting(
                prerequisites.stream().map(one -> one.linked(links)).toList(),
                targets,
                rules.stream().map(rule -> rule.linked(links)).toList(),
                fallthrough);
    }

    boolean meetsPrerequisites(EvaluationContext context, int shedLevel, @Nullable Run run) {
        for (Prerequisite prerequisite : needed) {
            if (!prerequisite.isMet(context, shedLevel, run)) {
                return false;
            }
        }
        return true;
    }

    /** The answer, once the prerequisites are met. */
    Evaluation answer(EvaluationContext context, @Nullable Run run) {
        String key = context.targetingKey();
        Evaluation individual = key == null || individuals.isEmpty() ? null : individuals.get(key);
        if (individual != null) {
            return individual;
        }
        for (Rule rule : ordered) {
            Evaluation answer = rule.answer(context, run);
            if (answer != null) {
                return answer;
            }
        }
        return otherwise.in(context);
    }

    private boolean isPlain() {
        return prerequisites.isEmpty() && targets.isEmpty() && rules.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Targeting that
                && prerequisites.equals(that.prerequisites)
                && targets.equals(that.targets)
                && rules.equals(that.rules)
                && fallthrough.equals(that.fallthrough);
    }

    @Override
    public int hashCode() {
        return 31 * rules.hashCode() + fallthrough.hashCode();
    }

    @Override
    public String toString() {
        return prerequisites + ", " + targets + ", " + rules + ", else " + fallthrough;
    }
}

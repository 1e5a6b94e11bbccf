package io.holdfast.engine;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A named group of contexts, for clauses of any flag. Immutable; never throws. */
public final class Segment implements Linked {
    private final Set<String> included;
    private final Set<String> excluded;
    private final List<List<Clause>> rules;
    private final Clause[][] ordered;
    private final References references;

    /**
     * @param included targeting keys that are in it
     * @param excluded targeting keys that are not, unless they are included
     * @param rules others are in it when all clauses of any rule match
     */
    public Segment(Set<String> included, Set<String> excluded, List<List<Clause>> rules) {
        // Not Set.copyOf, which searches on and on where hashes collide.
        this.included = Collections.unmodifiableSet(new HashSet<>(included));
        this.excluded = Collections.unmodifiableSet(new HashSet<>(excluded));
        this.rules = rules.stream().map(List::copyOf).toList();
        this.ordered = this.rules.stream()
                .map(clauses -> clauses.toArray(Clause[]::new))
                .toArray(Clause[][]::new);
        this.references = References.of(List.of(), this.rules);
    }

    public Set<String> included() {
        return included;
    }

    public Set<String> excluded() {
        return excluded;
    }

    public List<List<Clause>> rules() {
        return rules;
    }

    @Override
    public References references() {
        return references;
    }

    Segment linked(Links links) {
        return new Segment(included, excluded, Clause.linkedRules(rules, links));
    }

    boolean has(EvaluationContext context, @Nullable Run run) {
        String key = context.targetingKey();
        if (key != null && (included.contains(key) || excluded.contains(key))) {
            return included.contains(key);
        }
        for (Clause[] clauses : ordered) {
            if (Clause.allMatch(clauses, context, run)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Segment that
                && included.equals(that.included)
                && excluded.equals(that.excluded)
                && rules.equals(that.rules);
    }

    @Override
    public int hashCode() {
        return 31 * included.hashCode() + rules.hashCode();
    }

    @Override
    public String toString() {
        return included.size() + " included, " + excluded.size() + " excluded, " + rules;
    }
}

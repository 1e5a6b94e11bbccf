package io.holdfast.server.ruleset;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Every environment's ruleset in memory. Reading never touches the database and never blocks; only the watch and the end
 * of this node's own changes load. Thread-safe.
 */
@Service
public class Rulesets {
    private final RulesetLoader loader;
    private final ApplicationEventPublisher events;
    private final Map<String, EncodedRuleset> current = new ConcurrentHashMap<>();
    private volatile boolean loaded;

    Rulesets(RulesetLoader loader, ApplicationEventPublisher events) {
        this.loader = loader;
        this.events = events;
    }

    /** The current ruleset of {@code environment}, or empty when there is no such environment. */
    public Optional<EncodedRuleset> find(String environment) {
        return Optional.ofNullable(current.get(environment));
    }

    public Collection<EncodedRuleset> all() {
        return List.copyOf(current.values());
    }

    /** Whether all environments were loaded since this node started. */
    public boolean loaded() {
        return loaded;
    }

    @TransactionalEventListener
    void changedHere(Revisions.Committed change) {
        refresh(change.environment());
    }

    /** Loads one environment anew. The lock keeps an older view from replacing a newer one. */
    synchronized void refresh(String environment) {
        Optional<EncodedRuleset> found = loader.load(environment);
        if (found.isEmpty()) {
            if (current.remove(environment) != null) {
                events.publishEvent(new RulesetRemoved(environment));
            }
            return;
        }
        EncodedRuleset newer = found.get();
        EncodedRuleset older = current.get(environment);
        if (older == null || newer.ruleset().newerThan(older.ruleset())) {
            current.put(environment, newer);
            events.publishEvent(new RulesetChanged(newer));
        }
    }

    /** Loads whatever differs from the database. */
    void refreshAll() {
        Map<String, String> versions = loader.versions();
        versions.forEach((environment, version) -> {
            EncodedRuleset known = current.get(environment);
            if (known == null || !known.ruleset().version().equals(version)) {
                refresh(environment);
            }
        });
        Set.copyOf(current.keySet()).stream()
                .filter(environment -> !versions.containsKey(environment))
                .forEach(this::refresh);
        loaded = true;
    }
}

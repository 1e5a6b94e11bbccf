package io.holdfast.server.ruleset;

import io.holdfast.api.model.FieldError;
import io.holdfast.server.problem.ProblemException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Every environment's ruleset in memory. Reading never touches the database and never blocks; only the watch and
 * this node's own changes load. Thread-safe.
 */
@Service
public class Rulesets {
    private static final Logger LOG = LoggerFactory.getLogger(Rulesets.class);

    private final RulesetLoader loader;
    private final ApplicationEventPublisher events;
    private final Map<String, EncodedRuleset> current = new ConcurrentHashMap<>();
    private final Map<String, String> unusable = new ConcurrentHashMap<>();
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

    /**
     * Makes the ruleset that a change leads to inside the change's own transaction, on its own connection: what cannot be
     * evaluated is never committed.
     */
    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
    void changing(Revisions.Change change) {
        try {
            change.next().set(loader.uncommitted(change.environment()).orElse(null));
        } catch (UnusableRulesetException e) {
            throw new ProblemException.Invalid(e.faults().stream()
                    .map(fault -> new FieldError(fault.path(), fault.message()))
                    .toList());
        }
    }

    @TransactionalEventListener
    void changed(Revisions.Change change) {
        EncodedRuleset next = change.next().get();
        if (next == null) {
            forget(change.environment());
        } else {
            take(next);
        }
    }

    /** Loads one environment anew, if the database has another version of it. */
    void refresh(String environment) {
        Optional<String> version = loader.version(environment);
        if (version.isEmpty()) {
            forget(environment);
        } else {
            refresh(environment, version.get());
        }
    }

    /** Loads whatever differs from the database. */
    void refreshAll() {
        Map<String, String> versions = loader.versions();
        versions.forEach(this::refresh);
        Set.copyOf(current.keySet()).stream()
                .filter(environment -> !versions.containsKey(environment))
                .forEach(this::forget);
        loaded = true;
    }

    private void refresh(String environment, String version) {
        EncodedRuleset known = current.get(environment);
        if ((known != null && known.ruleset().version().equals(version)) || version.equals(unusable.get(environment))) {
            return;
        }
        try {
            loader.load(environment).ifPresent(this::take);
        } catch (UnusableRulesetException e) {
            // Said once for each version. One environment must not keep the others from their changes.
            unusable.put(environment, version);
            LOG.error("{}. Applications keep what they have.", e.getMessage());
        }
    }

    /** An older view never replaces a newer one, whoever comes last. */
    private synchronized void take(EncodedRuleset newer) {
        EncodedRuleset older = current.get(newer.environment());
        if (older == null || newer.ruleset().newerThan(older.ruleset())) {
            current.put(newer.environment(), newer);
            events.publishEvent(new RulesetChanged(newer));
        }
    }

    private synchronized void forget(String environment) {
        if (current.remove(environment) != null) {
            events.publishEvent(new RulesetRemoved(environment));
        }
    }
}

package io.holdfast.client;

import io.holdfast.engine.Flag;
import io.holdfast.engine.Posture;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of changes, in order, on a thread of its own, so that none can hold up syncing. When more than
 * {@value #MOST_WAITING} notifications wait, further ones are dropped and counted; a listener then reads the current state
 * with the next one. Thread-safe.
 */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(FlagClient.class);
    private static final int MOST_WAITING = 1_000;

    private final List<Consumer<Posture>> onPosture = new CopyOnWriteArrayList<>();
    private final List<Consumer<Set<String>>> onFlags = new CopyOnWriteArrayList<>();
    private final Consumer<Posture> own;
    private final LongAdder failures = new LongAdder();
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), Threads.named("holdfast-listeners"));

    /** {@code own} is called at once and must not block: a listener of the application cannot hold it up. */
    Listeners(Consumer<Posture> own) {
        this.own = own;
        executor.allowCoreThreadTimeOut(true);
    }

    void addPosture(Consumer<Posture> listener) {
        onPosture.add(listener);
    }

    void addFlags(Consumer<Set<String>> listener) {
        onFlags.add(listener);
    }

    void changed(Snapshot before, Snapshot after) {
        if (!after.posture().equals(before.posture())) {
            own.accept(after.posture());
            onPosture.forEach(listener -> tell(listener, after.posture()));
        }
        if (!onFlags.isEmpty() && after.ruleset() != before.ruleset()) {
            Set<String> changed = changedKeys(before, after);
            if (!changed.isEmpty()) {
                onFlags.forEach(listener -> tell(listener, changed));
            }
        }
    }

    long failures() {
        return failures.sum();
    }

    void close() {
        executor.shutdown();
    }

    private <T> void tell(Consumer<T> listener, T news) {
        try {
            executor.execute(() -> {
                try {
                    listener.accept(news);
                } catch (RuntimeException e) {
                    failures.increment();
                    LOG.warn("A listener failed", e);
                }
            });
        } catch (RejectedExecutionException e) {
            failures.increment();
        }
    }

    private static Set<String> changedKeys(Snapshot before, Snapshot after) {
        Set<String> keys = new HashSet<>(before.ruleset().flags().keySet());
        keys.addAll(after.ruleset().flags().keySet());
        keys.removeIf(key -> {
            Flag old = before.ruleset().flags().get(key);
            return Objects.equals(old, after.ruleset().flags().get(key));
        });
        return keys;
    }
}

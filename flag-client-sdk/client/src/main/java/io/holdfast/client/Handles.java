package io.holdfast.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.holdfast.engine.FlagType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * One handle for each flag and type that code has asked for, so that a check by key finds what an earlier one resolved.
 * Bounded, and finding one allocates nothing. Thread-safe.
 */
final class Handles {
    private final Map<FlagType, OfOneType> byType = new EnumMap<>(FlagType.class);

    Handles(AtomicReference<Snapshot> snapshots) {
        for (FlagType type : FlagType.values()) {
            byType.put(type, new OfOneType(key -> new FlagHandle(snapshots, key, type)));
        }
    }

    FlagHandle get(String key, FlagType type) {
        return Objects.requireNonNull(byType.get(type)).get(key);
    }

    Collection<FlagHandle> all() {
        List<FlagHandle> all = new ArrayList<>();
        byType.values().forEach(handles -> handles.addTo(all));
        return all;
    }

    /**
     * The first keys are kept for good: programs name few, and a map that only grows is read without writing down who was
     * read. Where keys come from outside, those beyond are cached, so that they cannot fill the memory.
     */
    private static final class OfOneType {
        private static final int KEPT = 10_000;
        private static final int CACHED = 50_000;

        private final Map<String, FlagHandle> kept = new ConcurrentHashMap<>();
        private final Cache<String, FlagHandle> cached =
                Caffeine.newBuilder().maximumSize(CACHED).build();
        private final Function<String, FlagHandle> maker;

        OfOneType(Function<String, FlagHandle> maker) {
            this.maker = maker;
        }

        FlagHandle get(String key) {
            FlagHandle known = kept.get(key);
            return known == null ? make(key) : known;
        }

        private FlagHandle make(String key) {
            return kept.size() < KEPT ? kept.computeIfAbsent(key, maker) : cached.get(key, maker);
        }

        void addTo(List<FlagHandle> all) {
            all.addAll(kept.values());
            all.addAll(cached.asMap().values());
        }
    }
}

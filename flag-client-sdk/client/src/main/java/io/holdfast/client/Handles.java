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
import java.util.concurrent.atomic.AtomicReference;

/**
 * One handle for each flag and type that code has asked for, so that a check by key finds what an earlier one resolved.
 * Bounded, and finding one allocates nothing. Thread-safe.
 */
final class Handles {
    /** Keys of one type that code may check by; a key that comes from outside cannot fill the memory. */
    private static final int MOST_KEYS = 50_000;

    private final AtomicReference<Snapshot> snapshots;

    // A cache for each type, rather than one by key and type: a key of two parts would have to be made for every check.
    private final Map<FlagType, Cache<String, FlagHandle>> byType = new EnumMap<>(FlagType.class);

    Handles(AtomicReference<Snapshot> snapshots) {
        this.snapshots = snapshots;
        for (FlagType type : FlagType.values()) {
            byType.put(type, Caffeine.newBuilder().maximumSize(MOST_KEYS).build());
        }
    }

    FlagHandle get(String key, FlagType type) {
        Cache<String, FlagHandle> handles = Objects.requireNonNull(byType.get(type));
        FlagHandle known = handles.getIfPresent(key);
        return known == null ? handles.get(key, wanted -> new FlagHandle(snapshots, wanted, type)) : known;
    }

    Collection<FlagHandle> all() {
        List<FlagHandle> all = new ArrayList<>();
        byType.values().forEach(handles -> all.addAll(handles.asMap().values()));
        return all;
    }
}

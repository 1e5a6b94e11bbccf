package io.holdfast.engine;

import java.util.Set;

/**
 * Which instances a hold concerns. Empty sets mean all.
 *
 * @param percent of instances, 0 to 100, chosen by a hash of hold and instance, so that one instance always falls the
 *     same side
 */
public record Scope(Set<String> applications, Set<String> regions, int percent) {
    public static final Scope ALL = new Scope(Set.of(), Set.of(), 100);

    public Scope {
        applications = Set.copyOf(applications);
        regions = Set.copyOf(regions);
    }

    boolean concerns(InstanceIdentity instance, String holdId) {
        return (applications.isEmpty() || applications.contains(instance.application()))
                && (regions.isEmpty() || regions.contains(instance.region()))
                && (percent >= 100 || Buckets.bucket(holdId, instance.id()) < percent * 1000);
    }
}

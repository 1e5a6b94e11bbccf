package io.holdfast.engine;

/**
 * Who a running SDK is.
 *
 * @param id a UUID of its own, new at every start
 * @param application the application's key
 * @param region the region's key, or empty
 */
public record InstanceIdentity(String id, String application, String region) {}

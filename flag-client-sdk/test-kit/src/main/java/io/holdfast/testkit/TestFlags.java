package io.holdfast.testkit;

import io.holdfast.client.FlagClient;
import io.holdfast.engine.Fixed;
import io.holdfast.engine.Flag;
import io.holdfast.engine.FlagType;
import io.holdfast.engine.Hold;
import io.holdfast.engine.Kind;
import io.holdfast.engine.Ruleset;
import io.holdfast.engine.Scope;
import io.holdfast.engine.Stage;
import io.holdfast.engine.Variation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Flags and posture that a test sets. Each change is in force when its call returns. What was not set answers the code's
 * default, as without a server. Thread-safe.
 */
public final class TestFlags {
    private final FlagClient client =
            FlagClient.builder().offline().application("test").build();
    private final Map<String, Flag> flags = new HashMap<>();
    private final List<Hold> holds = new ArrayList<>();
    private long revision;

    /** The client that code under test is given. */
    public FlagClient client() {
        return client;
    }

    /** Makes the boolean flag {@code key} answer {@code on} to everybody. */
    public TestFlags set(String key, boolean on) {
        return set(key, FlagType.BOOLEAN, on);
    }

    public TestFlags set(String key, String value) {
        return set(key, FlagType.STRING, value);
    }

    public TestFlags set(String key, double value) {
        return set(key, FlagType.NUMBER, value);
    }

    /** Makes the JSON flag {@code key} answer {@code value}, a Map or List of JSON values. */
    public TestFlags setJson(String key, Object value) {
        return set(key, FlagType.JSON, value);
    }

    /** Forgets {@code key}: the code's default answers again. */
    public synchronized TestFlags unset(String key) {
        flags.remove(key);
        return publish();
    }

    /** Adds a hold of {@code stage} on everything. */
    public TestFlags hold(Stage stage) {
        return hold(stage, 0, null, null);
    }

    /** Adds a hold that tells visitors {@code message} and ends at {@code expiresAt}. */
    public synchronized TestFlags hold(
            Stage stage, int shedLevel, @Nullable String message, @Nullable Instant expiresAt) {
        String id = "hold-" + holds.size();
        return hold(new Hold(id, stage, shedLevel, message, null, Scope.ALL, Instant.EPOCH, null, expiresAt));
    }

    /** Adds {@code hold} as it is, for those with an incident or a scope. */
    public synchronized TestFlags hold(Hold hold) {
        holds.add(hold);
        return publish();
    }

    /** Releases all holds. */
    public synchronized TestFlags release() {
        holds.clear();
        return publish();
    }

    private synchronized TestFlags set(String key, FlagType type, Object value) {
        Variation variation = new Variation("set", value);
        flags.put(
                key,
                new Flag(
                        key,
                        type,
                        Kind.RELEASE,
                        true,
                        List.of(variation),
                        variation,
                        new Fixed(variation),
                        Flag.NEVER_SHED,
                        variation));
        return publish();
    }

    private TestFlags publish() {
        revision++;
        client.accept(new Ruleset("test", 1, revision, flags, holds));
        return this;
    }
}

package io.holdfast.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The one codec: rulesets to and from JSON, for the server, the stream, the disk snapshot and the vectors.
 *
 * <p>Reading either gives a ruleset that can be evaluated or throws {@link InvalidRulesetException}, whatever the bytes.
 * Writing is canonical: equal rulesets are the same bytes.
 */
public final class RulesetCodec {
    /** The only format so far. A document of another format is refused. */
    public static final int FORMAT = 1;

    /** How to take fields that are not known. */
    public enum Mode {
        /** Ignore them: an older SDK meets a newer server. */
        LENIENT,
        /** Refuse them: somebody wrote this by hand. */
        STRICT
    }

    private RulesetCodec() {}

    /** Reads a ruleset from UTF-8 JSON of at most {@value Limits#DOCUMENT_BYTES} bytes. */
    public static Ruleset read(byte[] json, Mode mode) throws InvalidRulesetException {
        return decode(JsonReader.read(json), mode);
    }

    /** Makes a ruleset of JSON that was read already, into Maps, Lists, Strings, Booleans and Numbers. */
    public static Ruleset decode(@Nullable Object json, Mode mode) throws InvalidRulesetException {
        Faults faults = new Faults();
        Ruleset ruleset = ruleset(Node.of("", json, faults), mode == Mode.STRICT, faults);
        faults.throwIfAny();
        return ruleset;
    }

    /** Makes one flag of its JSON object; paths in faults are relative to the flag. */
    public static Flag decodeFlag(String key, Map<String, ? extends @Nullable Object> json, Mode mode)
            throws InvalidRulesetException {
        Faults faults = new Faults();
        Flag flag = new FlagDecoder(key, Node.of("", json, faults), mode == Mode.STRICT).decode();
        faults.throwIfAny();
        return flag;
    }

    /** Writes a ruleset as UTF-8 JSON on one line, flags by key and holds by id. */
    public static byte[] write(Ruleset ruleset) {
        return RulesetWriter.write(ruleset);
    }

    private static Ruleset ruleset(Node node, boolean strict, Faults faults) {
        if (node.integer("format", 0, Integer.MAX_VALUE, 0) != FORMAT) {
            node.fault("format", "must be " + FORMAT);
        }
        Ruleset ruleset = new Ruleset(
                node.key("environment"),
                node.integer("epoch", 0, Long.MAX_VALUE, 0L),
                node.integer("revision", 0, Long.MAX_VALUE, 0L),
                flags(node.node("flags"), strict, faults),
                node.nodes("holds", Limits.HOLDS, hold -> hold(hold, strict)));
        if (strict) {
            node.refuseUnknown();
        }
        return ruleset;
    }

    private static Map<String, Flag> flags(Node node, boolean strict, Faults faults) {
        Map<String, Flag> flags = new TreeMap<>();
        Set<String> keys = node.names();
        if (keys.size() > Limits.FLAGS) {
            faults.add(node.path(), "has " + keys.size() + " flags, more than " + Limits.FLAGS);
            return flags;
        }
        for (String key : keys) {
            if (!Node.KEY.matcher(key).matches()) {
                node.fault(key, "is not a flag's key");
            }
            flags.put(key, new FlagDecoder(key, node.node(key), strict).decode());
        }
        return flags;
    }

    private static Hold hold(Node node, boolean strict) {
        Hold hold = new Hold(
                node.requiredString("id"),
                stage(node),
                node.integer("shedLevel", 0, 4, 0),
                node.string("message"),
                node.string("incident"),
                node.has("scope") ? scope(node.node("scope"), strict) : Scope.ALL,
                Objects.requireNonNullElse(node.instant("since"), Instant.EPOCH),
                node.instant("startsAt"),
                node.instant("expiresAt"));
        if (strict) {
            node.refuseUnknown();
        }
        return hold;
    }

    private static Stage stage(Node node) {
        String name = node.requiredString("stage");
        for (Stage stage : Stage.values()) {
            if (stage.name().equals(name)) {
                return stage;
            }
        }
        node.fault("stage", "must be one of " + List.of(Stage.values()));
        return Stage.OFF;
    }

    private static Scope scope(Node node, boolean strict) {
        Scope scope = new Scope(
                node.keys("applications", Limits.SCOPE_ENTRIES),
                node.keys("regions", Limits.SCOPE_ENTRIES),
                node.integer("percent", 0, 100, 100));
        if (strict) {
            node.refuseUnknown();
        }
        return scope;
    }
}

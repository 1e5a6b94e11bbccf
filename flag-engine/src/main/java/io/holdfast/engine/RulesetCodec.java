package io.holdfast.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
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
        Ruleset ruleset = ruleset(Node.of("", json, faults), new Decoding(mode, faults));
        if (mode == Mode.STRICT) {
            new ReferenceCheck(ruleset.flags(), ruleset.segments(), faults).checkAll();
        }
        faults.throwIfAny();
        return ruleset;
    }

    /** Makes one flag of its JSON object; paths in faults are relative to the flag. What it names is not looked for. */
    public static Flag decodeFlag(String key, Map<String, ? extends @Nullable Object> json, Mode mode)
            throws InvalidRulesetException {
        Faults faults = new Faults();
        Flag flag = new FlagDecoder(key, Node.of("", json, faults), new Decoding(mode, faults)).decode();
        faults.throwIfAny();
        return flag;
    }

    /** Makes one segment of its JSON object, as {@link #decodeFlag} does a flag. */
    public static Segment decodeSegment(Map<String, ? extends @Nullable Object> json, Mode mode)
            throws InvalidRulesetException {
        Faults faults = new Faults();
        Segment segment = new SegmentDecoder(new Decoding(mode, faults)).decode(Node.of("", json, faults));
        faults.throwIfAny();
        return segment;
    }

    /**
     * Refuses a flag that names flags, variations or segments that {@code ruleset} does not have, or that would lead back
     * to itself; as a strict reading does for all of them. Paths in faults are relative to the flag.
     */
    public static void checkReferences(Flag flag, Ruleset ruleset) throws InvalidRulesetException {
        Faults faults = new Faults();
        Ruleset changed = ruleset.with(flag);
        new ReferenceCheck(changed.flags(), changed.segments(), faults).check(flag.key(), flag, "");
        faults.throwIfAny();
    }

    /** Refuses a ruleset in which something names what is not there, or leads back to itself; as a strict reading does. */
    public static void checkReferences(Ruleset ruleset) throws InvalidRulesetException {
        Faults faults = new Faults();
        new ReferenceCheck(ruleset.flags(), ruleset.segments(), faults).checkAll();
        faults.throwIfAny();
    }

    /** Refuses a segment that names segments that {@code ruleset} does not have, or that would lead back to itself. */
    public static void checkReferences(String key, Segment segment, Ruleset ruleset) throws InvalidRulesetException {
        Faults faults = new Faults();
        Ruleset changed = ruleset.with(key, segment);
        new ReferenceCheck(changed.flags(), changed.segments(), faults).check(key, segment, "");
        faults.throwIfAny();
    }

    /** Writes a ruleset as UTF-8 JSON on one line, flags by key and holds by id. */
    public static byte[] write(Ruleset ruleset) {
        return RulesetWriter.write(ruleset);
    }

    private static Ruleset ruleset(Node node, Decoding decoding) {
        if (node.integer("format", 0, Integer.MAX_VALUE, 0) != FORMAT) {
            node.fault("format", "must be " + FORMAT);
        }
        Ruleset ruleset = new Ruleset(
                node.key("environment"),
                node.integer("epoch", 0, Long.MAX_VALUE, 0L),
                node.integer("revision", 0, Long.MAX_VALUE, 0L),
                byKey(node.node("flags"), Limits.FLAGS, (key, flag) -> new FlagDecoder(key, flag, decoding).decode()),
                node.has("segments") ? segments(node.node("segments"), decoding) : Map.of(),
                node.nodes("holds", Limits.HOLDS, hold -> hold(hold, decoding)));
        decoding.finish(node);
        return ruleset;
    }

    private static Map<String, Segment> segments(Node node, Decoding decoding) {
        SegmentDecoder decoder = new SegmentDecoder(decoding);
        return byKey(node, Limits.SEGMENTS, (key, segment) -> decoder.decode(segment));
    }

    private static <T> Map<String, T> byKey(Node node, int most, BiFunction<String, Node, T> decoder) {
        Map<String, T> decoded = new TreeMap<>();
        Set<String> keys = node.names();
        if (keys.size() > most) {
            node.fault("has " + keys.size() + " entries, more than " + most);
            return decoded;
        }
        for (String key : keys) {
            if (!Node.KEY.matcher(key).matches()) {
                node.fault(key, "is not a key: " + Node.KEY_RULE);
            }
            decoded.put(key, decoder.apply(key, node.node(key)));
        }
        return decoded;
    }

    private static Hold hold(Node node, Decoding decoding) {
        Hold hold = new Hold(
                node.requiredString("id"),
                stage(node),
                node.integer("shedLevel", 0, 4, 0),
                node.string("message"),
                node.string("incident"),
                node.has("scope") ? scope(node.node("scope"), decoding) : Scope.ALL,
                Objects.requireNonNullElse(node.instant("since"), Instant.EPOCH),
                node.instant("startsAt"),
                node.instant("expiresAt"));
        decoding.finish(node);
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

    private static Scope scope(Node node, Decoding decoding) {
        Scope scope = new Scope(
                node.keys("applications", Limits.SCOPE_ENTRIES),
                node.keys("regions", Limits.SCOPE_ENTRIES),
                node.integer("percent", 0, 100, 100));
        decoding.finish(node);
        return scope;
    }
}

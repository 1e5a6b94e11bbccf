package io.holdfast.server.ruleset;

import io.holdfast.engine.Ruleset;
import io.holdfast.engine.RulesetCodec;

/** A ruleset and its encoding, made once for all readers. Immutable. */
public final class EncodedRuleset {
    private final Ruleset ruleset;
    private final byte[] json;

    EncodedRuleset(Ruleset ruleset) {
        this.ruleset = ruleset;
        this.json = RulesetCodec.write(ruleset);
    }

    public Ruleset ruleset() {
        return ruleset;
    }

    /** The encoding; shared by all readers, so nobody may change it. */
    public byte[] json() {
        return json;
    }

    public String environment() {
        return ruleset.environment();
    }

    /** {@code "epoch.revision"}, quoted, as in the header. */
    public String etag() {
        return '"' + ruleset.version() + '"';
    }
}

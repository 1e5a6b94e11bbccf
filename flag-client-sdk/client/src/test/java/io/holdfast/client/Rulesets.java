package io.holdfast.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.engine.Fixed;
import io.holdfast.engine.Flag;
import io.holdfast.engine.FlagType;
import io.holdfast.engine.Hold;
import io.holdfast.engine.InvalidRulesetException;
import io.holdfast.engine.Kind;
import io.holdfast.engine.Outcome;
import io.holdfast.engine.Rollout;
import io.holdfast.engine.Ruleset;
import io.holdfast.engine.RulesetCodec;
import io.holdfast.engine.Scope;
import io.holdfast.engine.Stage;
import io.holdfast.engine.Variation;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Small rulesets with a flag {@code f}. */
final class Rulesets {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Variation ON = new Variation("on", true);
    private static final Variation OFF = new Variation("off", false);

    private Rulesets() {}

    /** The flag is on in odd revisions. */
    static Ruleset of(long epoch, long revision, Hold... holds) {
        Flag flag = flag(new Fixed(revision % 2 == 1 ? ON : OFF));
        return new Ruleset("test", epoch, revision, Map.of("f", flag), List.of(holds));
    }

    static Ruleset rolledOut(long revision) {
        List<Rollout.Weight> halves = List.of(new Rollout.Weight(ON, 50_000), new Rollout.Weight(OFF, 50_000));
        Flag flag = flag(new Rollout(Rollout.TARGETING_KEY, "f", halves));
        return new Ruleset("test", 1, revision, Map.of("f", flag), List.of());
    }

    /** Its flag has a rule with {@code operator}. */
    static Ruleset withOperator(String operator, long revision) throws InvalidRulesetException {
        String json = """
                {"format":1,"environment":"test","epoch":1,"revision":%d,"flags":{"f":{"type":"boolean","kind":"release",
                 "on":true,"variations":[{"name":"on","value":true}],"offVariation":"on",
                 "rules":[{"id":"r","variation":"on","clauses":[{"attribute":"a","operator":"%s","values":["x"]}]}],
                 "fallthrough":{"variation":"on"}}}}
                """.formatted(revision, operator);
        return RulesetCodec.read(json.getBytes(UTF_8), RulesetCodec.Mode.LENIENT);
    }

    static Hold hold(Stage stage, Instant expiresAt) {
        return new Hold("hold", stage, 2, "Back soon", null, Scope.ALL, NOON.minusSeconds(60), null, expiresAt);
    }

    private static Flag flag(Outcome fallthrough) {
        return new Flag(
                "f",
                FlagType.BOOLEAN,
                Kind.OPERATIONAL,
                true,
                List.of(ON, OFF),
                OFF,
                fallthrough,
                Flag.NEVER_SHED,
                OFF);
    }
}

package io.holdfast.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.client.FlagClient;
import io.holdfast.engine.InvalidRulesetException;
import io.holdfast.engine.Ruleset;
import io.holdfast.engine.RulesetCodec;

/** A shop's ruleset of any number of flags: plain ones, and one of each kind that is measured. */
final class Shop {
    static final String[] COUNTRIES = {"FR", "DE", "IT", "ES", "PT", "AT", "CH", "BE", "NL", "LU", "US", "GB"};

    private static final int SPECIAL = 2;

    private static final String PLAIN = """
            "flag-%d":{"type":"boolean","kind":"release","on":true,"offVariation":"off",
             "variations":[{"name":"on","value":true},{"name":"off","value":false}],"fallthrough":{"variation":"%s"}}
            """;

    private static final String MEASURED = """
            "rule":{"type":"boolean","kind":"release","on":true,"offVariation":"off",
             "variations":[{"name":"on","value":true},{"name":"off","value":false}],
             "rules":[{"id":"a-quarter-of-the-continent","clauses":[{"attribute":"country","operator":"in",
               "values":["FR","DE","IT","ES","PT","AT","CH","BE","NL","LU"]}],
              "rollout":{"weights":[{"variation":"on","weight":25000},{"variation":"off","weight":75000}]}}],
             "fallthrough":{"variation":"off"}},
            "variations":{"type":"string","kind":"experiment","on":true,"offVariation":"red",
             "variations":[{"name":"red","value":"Red"},{"name":"green","value":"Green"},{"name":"blue","value":"Blue"}],
             "fallthrough":{"rollout":{"weights":[{"variation":"red","weight":33333},{"variation":"green","weight":33333},
              {"variation":"blue","weight":33334}]}}}
            """;

    private Shop() {}

    static byte[] json(int flags) {
        StringBuilder json =
                new StringBuilder("{\"format\":1,\"environment\":\"shop\",\"epoch\":1,\"revision\":1,\"flags\":{");
        for (int i = 0; i < flags - SPECIAL; i++) {
            json.append(PLAIN.formatted(i, i % 2 == 1 ? "on" : "off")).append(',');
        }
        return json.append(MEASURED).append("}}").toString().getBytes(UTF_8);
    }

    static Ruleset ruleset(byte[] json) {
        try {
            return RulesetCodec.read(json, RulesetCodec.Mode.LENIENT);
        } catch (InvalidRulesetException e) {
            throw new IllegalStateException(e);
        }
    }

    static FlagClient client(int flags) {
        FlagClient client = FlagClient.builder().offline().application("shop").build();
        client.accept(ruleset(json(flags)));
        return client;
    }
}

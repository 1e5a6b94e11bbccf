package io.holdfast.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Makes valid random input of every shape. */
final class RandomRulesets {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String[] TEXTS = {"", "a", "user-1", "Zoë", "日本語", "\uD83D\uDECF", "a\"b\\c\n", "7", "true"};
    private static final String[] ATTRIBUTES = {Rollout.TARGETING_KEY, "account", "plan.tier", "été"};
    private static final Object[] NUMBERS = {0L, -1L, 7L, Long.MAX_VALUE, Long.MIN_VALUE, 0.1, -2.5, 1e300, 4.9e-324};

    private final SplittableRandom random;

    RandomRulesets(SplittableRandom random) {
        this.random = random;
    }

    Ruleset ruleset() {
        Map<String, Flag> flags = new LinkedHashMap<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            Flag flag = flag("flag-" + i);
            flags.put(flag.key(), flag);
        }
        return new Ruleset("random", random.nextInt(5), random.nextInt(1_000), flags, holds());
    }

    Flag flag(String key) {
        FlagType type = pick(FlagType.values());
        List<Variation> variations = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            variations.add(new Variation("v" + i, value(type)));
        }
        Variation off = pick(variations);
        int shedAt = random.nextInt(5);
        return new Flag(
                key,
                type,
                pick(Kind.values()),
                random.nextInt(4) > 0,
                variations,
                off,
                random.nextBoolean() ? new Fixed(pick(variations)) : rollout(variations),
                shedAt,
                random.nextBoolean() ? off : pick(variations));
    }

    Rollout rollout(List<Variation> variations) {
        List<Rollout.Weight> weights = new ArrayList<>();
        int left = Rollout.TOTAL;
        while (left > 0) {
            int weight = random.nextInt(3) == 0 ? left : random.nextInt(left + 1);
            weights.add(new Rollout.Weight(pick(variations), weight));
            left -= weight;
        }
        return new Rollout(pick(ATTRIBUTES), pick(TEXTS), weights);
    }

    /** Sorted by id, as they are written. */
    List<Hold> holds() {
        List<Hold> holds = new ArrayList<>();
        for (int i = 0; i < random.nextInt(6); i++) {
            holds.add(hold("hold-" + i));
        }
        return holds;
    }

    Hold hold(String id) {
        return new Hold(
                id,
                pick(Stage.values()),
                random.nextInt(5),
                maybe(() -> pick(TEXTS)),
                maybe(() -> "https://status.example.org/" + random.nextInt(9)),
                new Scope(keys("listings", "search"), keys("eu", "us"), random.nextInt(101)),
                near(),
                maybe(this::near),
                maybe(this::near));
    }

    InstanceIdentity instance() {
        return new InstanceIdentity(
                "instance-" + random.nextInt(1_000),
                pick(new String[] {"listings", "search", "mail"}),
                pick(new String[] {"eu", "us", ""}));
    }

    EvaluationContext context() {
        EvaluationContext context = EvaluationContext.of(maybe(() -> pick(TEXTS)));
        for (String attribute : ATTRIBUTES) {
            context = context.with(attribute, maybe(() -> value(pick(FlagType.values()))));
        }
        return context;
    }

    Object value(FlagType type) {
        return switch (type) {
            case BOOLEAN -> random.nextBoolean();
            case STRING -> pick(TEXTS);
            case NUMBER -> pick(NUMBERS);
            case JSON -> json(3);
        };
    }

    <T> T pick(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private Object json(int depth) {
        if (random.nextBoolean()) {
            List<Object> list = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                list.add(item(depth));
            }
            return list;
        }
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.put(pick(TEXTS), item(depth));
        }
        return object;
    }

    private Object item(int depth) {
        if (random.nextInt(5) == 0) {
            return null;
        }
        return depth > 0 && random.nextBoolean()
                ? json(depth - 1)
                : value(pick(new FlagType[] {FlagType.BOOLEAN, FlagType.STRING, FlagType.NUMBER}));
    }

    private Set<String> keys(String one, String other) {
        return random.nextBoolean() ? Set.of() : random.nextBoolean() ? Set.of(one) : Set.of(one, other);
    }

    private Instant near() {
        return NOW.plusSeconds(random.nextInt(-5, 6));
    }

    private <T> T maybe(Supplier<T> supplier) {
        return random.nextBoolean() ? supplier.get() : null;
    }
}

package io.holdfast.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes valid random input of every shape. */
final class RandomRulesets {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final String[] TEXTS = {"", "a", "user-1", "Zoë", "日本語", "\uD83D\uDECF", "a\"b\\c\n", "7", "true"};
    static final String[] ATTRIBUTES = {
        Rollout.TARGETING_KEY, "account", "plan.tier", "été", "/account/7", "/plan.tier/0"
    };
    static final Object[] NUMBERS = {0L, -1L, 7L, Long.MAX_VALUE, Long.MIN_VALUE, 0.1, -2.5, 1e300, 4.9e-324};

    private final SplittableRandom random;

    RandomRulesets(SplittableRandom random) {
        this.random = random;
    }

    /** What flags and segments name is always there, since only earlier ones are named. */
    Ruleset ruleset() {
        Map<String, Segment> segments = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            segments.put("segment-" + i, segment(List.copyOf(segments.keySet())));
        }
        Map<String, Flag> flags = new LinkedHashMap<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            Flag plain = flag("flag-" + i);
            flags.put(plain.key(), random.nextBoolean() ? plain : targeted(plain, flags, segments.keySet()));
        }
        return new Ruleset("random", random.nextInt(5), random.nextInt(1_000), flags, segments, holds());
    }

    private Segment segment(List<String> others) {
        RandomClauses clauses = new RandomClauses(this, others);
        List<List<Clause>> rules = some(3, () -> some(1, 3, clauses::clause));
        return new Segment(keys("user-1", "a"), keys("Zoë", "7"), rules);
    }

    private Flag targeted(Flag plain, Map<String, Flag> others, Collection<String> segments) {
        RandomClauses clauses = new RandomClauses(this, List.copyOf(segments));
        List<Prerequisite> prerequisites = others.isEmpty() || random.nextBoolean()
                ? List.of()
                : List.of(needing(pick(List.copyOf(others.values()))));
        List<Target> targets = random.nextBoolean()
                ? List.of()
                : List.of(new Target(pick(plain.variations()), List.of("a", "user-1")));
        List<Rule> rules = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            rules.add(new Rule("rule-" + i, some(1, 3, clauses::clause), outcome(plain.variations())));
        }
        return new Flag(
                plain.key(),
                plain.type(),
                plain.kind(),
                plain.on(),
                plain.variations(),
                plain.offVariation(),
                new Targeting(prerequisites, targets, rules, plain.fallthrough()),
                plain.shedAt(),
                plain.shedVariation());
    }

    private Prerequisite needing(Flag other) {
        return new Prerequisite(other.key(), List.of(pick(other.variations()).name()));
    }

    private Outcome outcome(List<Variation> variations) {
        return random.nextBoolean() ? new Fixed(pick(variations)) : rollout(variations);
    }

    private <T> List<T> some(int most, Supplier<T> supplier) {
        return some(0, most, supplier);
    }

    private <T> List<T> some(int least, int most, Supplier<T> supplier) {
        return Stream.generate(supplier).limit(random.nextInt(least, most + 1)).toList();
    }

    int nextInt(int bound) {
        return random.nextInt(bound);
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
                outcome(variations),
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

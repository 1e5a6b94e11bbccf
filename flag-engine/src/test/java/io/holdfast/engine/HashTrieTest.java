package io.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class HashTrieTest {
    /** Names of few letters, of which many have the same hash, or the same beginning of it. */
    @TestFactory
    Stream<DynamicTest> isTheSameAsAHashMapAfterEveryChange() {
        String[] parts = {"Aa", "BB", "a", "b", "", "flag-"};
        return Seeds.check(random -> {
            Map<String, Integer> expected = new HashMap<>();
            for (int i = random.nextInt(100); i > 0; i--) {
                expected.put("flag-" + random.nextInt(), i);
            }
            HashTrie<Integer> trie = HashTrie.of(expected);
            for (int i = 0; i < 30; i++) {
                StringBuilder key = new StringBuilder();
                for (int part = random.nextInt(6); part > 0; part--) {
                    key.append(parts[random.nextInt(parts.length)]);
                }
                Map<String, Integer> before = Map.copyOf(trie);
                HashTrie<Integer> after = trie.with(key.toString(), i);
                expected.put(key.toString(), i);
                assertThat(trie).isEqualTo(before);
                assertThat(after).isEqualTo(expected).hasSameSizeAs(expected);
                assertThat(after.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
                expected.forEach((known, value) -> assertThat(after.get(known)).isEqualTo(value));
                assertThat(after.get(key + "-not")).isNull();
                trie = after;
            }
            assertThat(HashTrie.of(expected)).isEqualTo(trie);
        });
    }

    @Test
    void answersNothingForWhatIsNoKey() {
        HashTrie<Integer> trie = HashTrie.of(Map.of("a", 1));
        assertThat(trie.get(null)).isNull();
        Object number = 7;
        assertThat(trie.get(number)).isNull();
        assertThat(trie.containsKey("a")).isTrue();
        assertThat(HashTrie.of(Map.<String, Integer>of()).get("a")).isNull();
        assertThatThrownBy(() -> trie.put("b", 2)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> trie.remove("a")).isInstanceOf(UnsupportedOperationException.class);
    }
}

package io.holdfast.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BucketsTest {

    /** Published examples of MurmurHash3 x86_32 with seed 0. */
    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "test, ba6bd213",
        "'Hello, world!', c0363e43",
        "The quick brown fox jumps over the lazy dog, 2e4ff723"
    })
    void hashesAsPublished(String text, String hash) {
        assertThat(Integer.toHexString(SaltedHash.hash(text.getBytes(UTF_8)))).isEqualTo(hash);
    }

    /** Published examples over bytes, which text cannot write. */
    @Test
    void hashesBytesAboveSevenBitsAsPublished() {
        assertThat(SaltedHash.hash(new byte[] {-1, -1, -1, -1})).isEqualTo(0x76293b50);
        assertThat(SaltedHash.hash(new byte[] {0x21, 0x43, 0x65, (byte) 0x87})).isEqualTo(0xf55b516b);
        assertThat(SaltedHash.hash(new byte[] {0x21, 0x43, 0x65})).isEqualTo(0x7e4a8634);
        assertThat(SaltedHash.hash(new byte[] {0x21, 0x43})).isEqualTo(0xa0f7b07a);
        assertThat(SaltedHash.hash(new byte[] {0x21})).isEqualTo(0x72661cf4);
        assertThat(SaltedHash.hash(new byte[] {0, 0, 0, 0})).isEqualTo(0x2362f9de);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void takesValuesByWhatTheyAreNotByTheirClass(Object value, String text) {
        assertThat(Buckets.text(value)).isEqualTo(text);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("text", "text"),
                Arguments.of(true, "true"),
                Arguments.of((byte) 7, "7"),
                Arguments.of((short) 7, "7"),
                Arguments.of(7, "7"),
                Arguments.of(7L, "7"),
                Arguments.of(7f, "7"),
                Arguments.of(7d, "7"),
                Arguments.of(new BigDecimal("7.000"), "7"),
                Arguments.of(new BigDecimal("70E-1"), "7"),
                Arguments.of(new BigDecimal("7E3"), "7000"),
                Arguments.of(BigInteger.valueOf(7), "7"),
                Arguments.of(-0.0, "0"),
                Arguments.of(9007199254740993L, "9007199254740993"),
                Arguments.of(Long.MIN_VALUE, "-9223372036854775808"),
                Arguments.of(-0x1p63, "-9223372036854775808"),
                Arguments.of(BigInteger.valueOf(Long.MAX_VALUE), "9223372036854775807"),
                Arguments.of(0x1p63, null),
                Arguments.of(BigInteger.TWO.pow(63), null),
                Arguments.of(new BigDecimal("1E999999999"), null),
                Arguments.of(new BigDecimal("1E-999999999"), null),
                Arguments.of(0.5, null),
                Arguments.of(new BigDecimal("0.5"), null),
                Arguments.of(Double.NaN, null),
                Arguments.of(Double.POSITIVE_INFINITY, null),
                Arguments.of(List.of("a"), null),
                Arguments.of(Map.of("a", 1), null),
                Arguments.of(new Object(), null),
                Arguments.of(null, null));
    }

    @Test
    void reachesBothEndsOfTheRange() {
        List<Integer> buckets = new ArrayList<>();
        for (int i = 0; i < 400_000; i++) {
            buckets.add(Buckets.bucket("edge", "visitor-" + i));
        }
        assertThat(buckets)
                .allMatch(bucket -> bucket >= 0 && bucket < Rollout.TOTAL)
                .contains(0, Rollout.TOTAL - 1);
    }
}

package io.holdfast.engine;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the value once, and is content when it stands in the relation to any of the operands. */
record RelationTest<V, T>(Function<Object, @Nullable V> reader, BiPredicate<V, T> relation, List<T> operands)
        implements ValueTest {
    @Override
    public Match test(Object value) {
        V read = reader.apply(value);
        if (read == null) {
            return Match.UNUSABLE;
        }
        for (int i = 0; i < operands.size(); i++) {
            if (relation.test(read, operands.get(i))) {
                return Match.YES;
            }
        }
        return Match.NO;
    }
}

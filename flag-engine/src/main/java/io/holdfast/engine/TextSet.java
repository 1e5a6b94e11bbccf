package io.holdfast.engine;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Texts in a table without nodes (open addressing, linear probing), about twice as quick to ask as a HashSet. Immutable.
 */
final class TextSet {
    private static final int LONGEST_PROBE = 16;

    private final @Nullable String[] slots;

    private TextSet(@Nullable String[] slots) {
        this.slots = slots;
    }

    /** A table of {@code texts}, or null where so many of them collide that it would not be quick. */
    static @Nullable TextSet of(Collection<String> texts) {
        @Nullable String[] slots = new String[Integer.highestOneBit(4 * texts.size() + 3)];
        for (String text : texts) {
            int free = probe(slots, text, LONGEST_PROBE);
            if (free < 0) {
                return null;
            }
            slots[free] = text;
        }
        return new TextSet(slots);
    }

    boolean contains(String text) {
        return slots[probe(slots, text, Integer.MAX_VALUE)] != null;
    }

    /** Where {@code text} is, or would be; negative after {@code most} others. There is always a free slot. */
    private static int probe(@Nullable String[] slots, String text, int most) {
        int hash = text.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (slots.length - 1);
        for (int i = 0; i < most; i++) {
            String found = slots[slot];
            if (found == null || found.equals(text)) {
                return slot;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return -1;
    }
}

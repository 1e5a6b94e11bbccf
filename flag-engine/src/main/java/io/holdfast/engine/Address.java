package io.holdfast.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An internet address of 128 bits. IPv4 is kept as RFC 4291's IPv4-mapped addresses, so that both ways to write one are the
 * same address.
 */
record Address(long high, long low) {
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final int LONGEST = 45;
    private static final int GROUPS = 8;
    private static final long MAPPED = 0xffffL;

    /** The address that {@code value} writes out: four decimal numbers, or RFC 4291's text without a zone; else null. */
    static @Nullable Address of(Object value) {
        if (!(value instanceof String text) || text.length() > LONGEST) {
            return null;
        }
        return text.indexOf(':') < 0 ? four(text) : six(text);
    }

    boolean isFour() {
        return high == 0 && low >>> 32 == MAPPED;
    }

    private static @Nullable Address four(String text) {
        Long bits = fourBits(text);
        return bits == null ? null : new Address(0, MAPPED << 32 | bits);
    }

    private static @Nullable Long fourBits(String text) {
        String[] numbers = text.split("\\.", -1);
        long bits = 0;
        for (String number : numbers) {
            if (!NUMBER.matcher(number).matches() || Integer.parseInt(number) > 255) {
                return null;
            }
            bits = bits << 8 | Integer.parseInt(number);
        }
        return numbers.length == 4 ? bits : null;
    }

    private static @Nullable Address six(String text) {
        int gap = text.indexOf("::");
        List<Integer> groups = groups(gap < 0 ? text : text.substring(gap + 2), true);
        List<Integer> before = gap < 0 ? List.of() : groups(text.substring(0, gap), false);
        if (groups == null || before == null) {
            return null;
        }
        int missing = GROUPS - before.size() - groups.size();
        if (gap < 0 ? missing != 0 : missing < 1) {
            return null;
        }
        List<Integer> all = new ArrayList<>(before);
        for (int i = 0; i < missing; i++) {
            all.add(0);
        }
        all.addAll(groups);
        return new Address(join(all.subList(0, 4)), join(all.subList(4, GROUPS)));
    }

    private static @Nullable List<Integer> groups(String text, boolean last) {
        List<Integer> groups = new ArrayList<>();
        String[] parts = text.isEmpty() ? new String[0] : text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            Long four = last && i == parts.length - 1 ? fourBits(parts[i]) : null;
            if (four != null) {
                groups.add((int) (four >>> 16));
                groups.add((int) (four & 0xffff));
            } else if (GROUP.matcher(parts[i]).matches()) {
                groups.add(Integer.parseInt(parts[i], 16));
            } else {
                return null;
            }
        }
        return groups;
    }

    private static long join(List<Integer> groups) {
        long bits = 0;
        for (int group : groups) {
            bits = bits << 16 | group;
        }
        return bits;
    }
}

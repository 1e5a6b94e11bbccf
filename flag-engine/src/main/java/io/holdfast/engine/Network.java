package io.holdfast.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All addresses that begin with the same bits (CIDR, RFC 4632). IPv4 and IPv6 are apart. */
record Network(Address address, int prefix) {
    private static final Pattern SYNTAX = Pattern.compile("([^/]*)(?:/(0|[1-9][0-9]{0,2}))?");
    private static final int BITS = 128;
    private static final int MAPPED_PREFIX = 96;

    /** The network that {@code value} writes out, a single address included; null for anything else. */
    static @Nullable Network of(Object value) {
        Matcher parts = SYNTAX.matcher(value instanceof String text ? text : "");
        if (!parts.matches()) {
            return null;
        }
        Address address = Address.of(parts.group(1));
        if (address == null) {
            return null;
        }
        int before = parts.group(1).indexOf(':') < 0 ? MAPPED_PREFIX : 0;
        int prefix = parts.group(2) == null ? BITS : before + Integer.parseInt(parts.group(2));
        return prefix > BITS ? null : new Network(address, prefix);
    }

    boolean contains(Address other) {
        boolean four = address.isFour() && prefix >= MAPPED_PREFIX;
        long high = mask(prefix);
        long low = mask(prefix - Long.SIZE);
        return four == other.isFour()
                && (address.high() & high) == (other.high() & high)
                && (address.low() & low) == (other.low() & low);
    }

    private static long mask(int ones) {
        return ones <= 0 ? 0 : ones >= Long.SIZE ? -1 : -1L << (Long.SIZE - ones);
    }
}

package io.holdfast.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Numbers by their value, whichever of Java's classes holds them, so that {@code 7} and {@code 7.0} are the same. */
final class Numbers {
    private static final double TWO_TO_63 = 0x1p63;
    private static final int LONGEST_LONG = 19;

    private Numbers() {}

    /** The value as a whole number of 64 bits, or null where it is none, not a number, or of a class of somebody's own. */
    static @Nullable Long whole(@Nullable Object value) {
        if (value instanceof Long whole) {
            return whole;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double || value instanceof Float) {
            return whole(((Number) value).doubleValue());
        }
        if (value instanceof BigDecimal decimal) {
            return whole(decimal);
        }
        return value instanceof BigInteger integer && integer.bitLength() < Long.SIZE
                ? (Long) integer.longValue()
                : null;
    }

    /**
     * The one object for a number's value: a Long where it is whole and has 64 bits, else the nearest finite Double. Null
     * for what is not finite, not a number, or of a class of somebody's own.
     */
    static @Nullable Number canonical(@Nullable Object value) {
        Long whole = whole(value);
        if (whole != null) {
            return whole;
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? number : null;
        }
        return value instanceof Float || value instanceof BigDecimal || value instanceof BigInteger
                ? nearest(((Number) value).doubleValue())
                : null;
    }

    /** Rounding may have made it whole. */
    private static @Nullable Number nearest(double number) {
        Long whole = whole(number);
        if (whole != null) {
            return whole;
        }
        return Double.isFinite(number) ? (Double) number : null;
    }

    /** Compares two canonical numbers exactly: a Long and a Double as well. */
    static int compare(Number one, Number other) {
        if (one instanceof Long left) {
            return other instanceof Long right ? Long.compare(left, right) : compareMixed(left, other.doubleValue());
        }
        return other instanceof Long right
                ? -compareMixed(right, one.doubleValue())
                : Double.compare(one.doubleValue(), other.doubleValue());
    }

    /** A canonical Double is never equal to a Long: it has a fraction, or is beyond 64 bits. */
    private static int compareMixed(long whole, double other) {
        if (Math.abs(other) >= TWO_TO_63) {
            return other > 0 ? -1 : 1;
        }
        return whole <= (long) Math.floor(other) ? -1 : 1;
    }

    private static @Nullable Long whole(double value) {
        boolean fits = value >= -TWO_TO_63 && value < TWO_TO_63;
        return fits && value == Math.rint(value) ? (Long) (long) value : null;
    }

    /** Looks at the length first: writing out 1e999999999 would take a gigabyte. */
    private static @Nullable Long whole(BigDecimal decimal) {
        BigDecimal shortest = decimal.stripTrailingZeros();
        long digits = (long) shortest.precision() - shortest.scale();
        return shortest.scale() <= 0 && digits <= LONGEST_LONG ? whole(shortest.toBigIntegerExact()) : null;
    }
}

package io.holdfast.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Points in time, in whole microseconds since 1970 in UTC, from text (RFC 3339) or from a number of milliseconds. */
final class Instants {
    /** Milliseconds: what ECMAScript's dates reach, which leaves room for microseconds in 64 bits. */
    static final long FURTHEST_MILLIS = 8_640_000_000_000_000L;

    private static final Pattern RFC_3339 = Pattern.compile(
            "([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]{1,9}))?(?:Z|([+-])([0-9]{2}):([0-9]{2}))");
    private static final int LONGEST = 35;
    private static final long SECOND = 1_000_000;

    private Instants() {}

    /** Microseconds since 1970, what is finer cut off; null where {@code value} is no point in time. */
    static @Nullable Long micros(Object value) {
        if (value instanceof String text) {
            return text.length() > LONGEST ? null : micros(text);
        }
        if (value instanceof Number number && Numbers.canonical(number) instanceof Long millis) {
            return Math.abs(millis) <= FURTHEST_MILLIS && millis != Long.MIN_VALUE ? millis * 1_000 : null;
        }
        return value instanceof Instant instant && Math.abs(instant.getEpochSecond()) <= FURTHEST_MILLIS / 1_000
                ? (Long) (instant.getEpochSecond() * SECOND + instant.getNano() / 1_000)
                : null;
    }

    private static @Nullable Long micros(String text) {
        Matcher parts = RFC_3339.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        int month = number(parts, 2);
        int day = number(parts, 3);
        if (month < 1
                || month > 12
                || day < 1
                || day > YearMonth.of(number(parts, 1), month).lengthOfMonth()) {
            return null;
        }
        Long time = seconds(number(parts, 4), number(parts, 5), number(parts, 6));
        Long offset = parts.group(8) == null ? (Long) 0L : seconds(number(parts, 9), number(parts, 10), 0);
        if (time == null || offset == null) {
            return null;
        }
        long days = LocalDate.of(number(parts, 1), month, day).toEpochDay();
        long seconds = days * 86_400 + time - ("-".equals(parts.group(8)) ? -offset : offset);
        return seconds * SECOND + fraction(parts.group(7));
    }

    private static @Nullable Long seconds(int hours, int minutes, int seconds) {
        return hours > 23 || minutes > 59 || seconds > 59 ? null : (Long) (hours * 3_600L + minutes * 60L + seconds);
    }

    private static long fraction(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong((digits + "00000").substring(0, 6));
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }
}

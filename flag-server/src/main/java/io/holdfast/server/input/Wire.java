package io.holdfast.server.input;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Pattern;

/** How times, ids and numbers are written. Everything else is an {@link IllegalArgumentException}. */
final class Wire {
    private static final Pattern TIME =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})");
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,9}");
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");

    private Wire() {}

    /** A time of RFC 3339, whose years have four digits, as fine as the database keeps it. */
    static Instant time(String text) {
        Instant time;
        try {
            time = OffsetDateTime.parse(matching(TIME, text)).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e);
        }
        if (time.isBefore(FIRST) || !time.isBefore(AFTER_LAST)) {
            throw new IllegalArgumentException(text);
        }
        return time;
    }

    static UUID id(String text) {
        return UUID.fromString(matching(ID, text));
    }

    static int integer(String text) {
        return Integer.parseInt(matching(INTEGER, text));
    }

    private static String matching(Pattern pattern, String text) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}

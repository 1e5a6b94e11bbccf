package io.holdfast.example.listings;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a visitor typed into the booking form, kept as it was typed so that nothing is lost when it does not fit. */
record BookingForm(String guest, String arrival, String departure) {
    private static final int LONGEST_NAME = 200;
    private static final int MOST_NIGHTS = 30;

    /** What was not sent at all is proposed. */
    static BookingForm of(
            @Nullable String guest, @Nullable String arrival, @Nullable String departure, LocalDate today) {
        Stay proposed = Stay.proposedOn(today);
        return new BookingForm(
                Objects.requireNonNullElse(guest, ""),
                Objects.requireNonNullElse(arrival, proposed.arrival().toString()),
                Objects.requireNonNullElse(departure, proposed.departure().toString()));
    }

    String name() {
        return guest.strip();
    }

    /** The stay; only after {@link #faults} found none. */
    Stay stay() {
        return new Stay(LocalDate.parse(arrival.strip()), LocalDate.parse(departure.strip()));
    }

    /** By field, what to say about it; empty when it can be booked. */
    Map<String, String> faults(LocalDate today) {
        Map<String, String> faults = new LinkedHashMap<>();
        if (name().isEmpty()) {
            faults.put("guest", "Please tell us your name.");
        } else if (name().length() > LONGEST_NAME) {
            faults.put("guest", "Please use at most " + LONGEST_NAME + " characters.");
        }
        LocalDate from = date("arrival", arrival, faults);
        LocalDate to = date("departure", departure, faults);
        if (from != null && from.isBefore(today)) {
            faults.put("arrival", "This day has passed.");
        }
        if (from != null && to != null) {
            length(from, to, faults);
        }
        return faults;
    }

    private static void length(LocalDate from, LocalDate to, Map<String, String> faults) {
        if (!to.isAfter(from)) {
            faults.put("departure", "Please leave after you arrive.");
        } else if (to.isAfter(from.plusDays(MOST_NIGHTS))) {
            faults.put("departure", "Rooms can be booked for " + MOST_NIGHTS + " nights at most.");
        }
    }

    private static @Nullable LocalDate date(String field, String typed, Map<String, String> faults) {
        try {
            LocalDate date = LocalDate.parse(typed.strip());
            if (date.getYear() < 10_000) {
                return date;
            }
        } catch (DateTimeParseException e) {
            // Said below, as for a date of another age.
        }
        faults.put(field, "Please write a day like 2027-01-31.");
        return null;
    }
}

package io.holdfast.example.listings;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** From the day of arrival to the day of departure, at least one night. */
record Stay(LocalDate arrival, LocalDate departure) {
    /** What the form proposes: three nights from tomorrow. */
    static Stay proposedOn(LocalDate today) {
        return new Stay(today.plusDays(1), today.plusDays(4));
    }

    public long nights() {
        return ChronoUnit.DAYS.between(arrival, departure);
    }
}

package io.holdfast.example.listings;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Bookings made since the start, counted; the last few are kept. Thread-safe. */
@Component
class Bookings {
    private static final int KEPT = 1_000;

    private final AtomicLong count = new AtomicLong();
    private final Deque<Booking> last = new ArrayDeque<>();

    /** A booking of a room. */
    record Booking(String number, String listing, String guest, Stay stay) {}

    synchronized Booking book(Listing listing, String guest, Stay stay) {
        Booking booking = new Booking("LF-" + (10_000 + count.incrementAndGet()), listing.id(), guest, stay);
        last.addLast(booking);
        if (last.size() > KEPT) {
            last.removeFirst();
        }
        return booking;
    }

    long count() {
        return count.get();
    }
}

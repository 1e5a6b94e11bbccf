package io.holdfast.example.listings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Booking for programs. */
@RestController
class BookingsController {
    private final Catalogue catalogue;
    private final Bookings bookings;
    private final InstantSource clock;

    BookingsController(Catalogue catalogue, Bookings bookings, InstantSource clock) {
        this.catalogue = catalogue;
        this.bookings = bookings;
        this.clock = clock;
    }

    /** What a program asks for: the proposed stay. */
    record Wanted(
            @NotBlank @Size(max = 100) String listing,
            @NotBlank @Size(max = 200) String guest) {}

    @PostMapping("/api/bookings")
    @ResponseStatus(HttpStatus.CREATED)
    Bookings.Booking book(@Valid @RequestBody Wanted wanted) {
        Listing listing = catalogue
                .find(wanted.listing())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such listing"));
        return bookings.book(listing, wanted.guest(), Stay.proposedOn(today()));
    }

    @GetMapping("/api/bookings/count")
    Map<String, Long> count() {
        return Map.of("count", bookings.count());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}

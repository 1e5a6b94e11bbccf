package io.holdfast.example.listings;

import io.holdfast.client.BooleanFlag;
import io.holdfast.client.FlagClient;
import io.holdfast.engine.EvaluationContext;
import io.holdfast.guard.ReadsOnly;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The site's pages. */
@Controller
class PagesController {
    private static final int ANY_PRICE = 1_000;

    private final Catalogue catalogue;
    private final Bookings bookings;
    private final Recommendations recommendations;
    private final InstantSource clock;
    private final BooleanFlag recommendationsFlag;

    PagesController(
            Catalogue catalogue,
            Bookings bookings,
            Recommendations recommendations,
            InstantSource clock,
            FlagClient flags) {
        this.catalogue = catalogue;
        this.bookings = bookings;
        this.recommendations = recommendations;
        this.clock = clock;
        this.recommendationsFlag = flags.booleanFlag("recommendations", true);
    }

    @GetMapping("/")
    String browse(Model model) {
        return list(model, catalogue.all(), "");
    }

    /** A search by POST: it reads, so it works while writes are refused. */
    @ReadsOnly
    @PostMapping("/search")
    String search(
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "" + ANY_PRICE) int mostPrice,
            Model model) {
        return list(model, catalogue.search(text, mostPrice), text);
    }

    @GetMapping("/listings/{id}")
    String listing(@PathVariable String id, Model model) {
        return room(find(id), BookingForm.of(null, null, null, today()), Map.of(), model);
    }

    @PostMapping("/listings/{id}/book")
    String book(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String guest,
            @RequestParam(required = false) @Nullable String arrival,
            @RequestParam(required = false) @Nullable String departure,
            Model model,
            HttpServletResponse response) {
        Listing listing = find(id);
        BookingForm form = BookingForm.of(guest, arrival, departure, today());
        Map<String, String> faults = form.faults(today());
        if (!faults.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return room(listing, form, faults, model);
        }
        model.addAttribute("listing", listing);
        model.addAttribute("booking", bookings.book(listing, form.name(), form.stay()));
        return "booked";
    }

    private String room(Listing listing, BookingForm form, Map<String, String> faults, Model model) {
        model.addAttribute("listing", listing);
        model.addAttribute("form", form);
        model.addAttribute("faults", faults);
        model.addAttribute("today", today());
        if (recommendationsFlag.isOn(EvaluationContext.EMPTY)) {
            model.addAttribute("recommendations", recommendations.like(listing));
        }
        return "listing";
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private String list(Model model, List<Listing> found, String text) {
        model.addAttribute("listings", found);
        model.addAttribute("text", text);
        return "browse";
    }

    private Listing find(String id) {
        return catalogue.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}

package io.holdfast.example.listings;

import io.holdfast.client.BooleanFlag;
import io.holdfast.client.FlagClient;
import io.holdfast.engine.EvaluationContext;
import io.holdfast.engine.Posture;
import io.holdfast.engine.Stage;
import io.holdfast.guard.ReadsOnly;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
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
    private final FlagClient flags;
    private final BooleanFlag recommendationsFlag;

    PagesController(Catalogue catalogue, Bookings bookings, Recommendations recommendations, FlagClient flags) {
        this.catalogue = catalogue;
        this.bookings = bookings;
        this.recommendations = recommendations;
        this.flags = flags;
        this.recommendationsFlag = flags.booleanFlag("recommendations", true);
    }

    /** What the banner on every page says; absent while all is well. */
    @ModelAttribute("posture")
    Posture posture() {
        Posture posture = flags.posture();
        return posture.stage().compareTo(Stage.WARN) >= 0 ? posture : Posture.NONE;
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
        Listing listing = find(id);
        model.addAttribute("listing", listing);
        if (recommendationsFlag.isOn(EvaluationContext.EMPTY)) {
            model.addAttribute("recommendations", recommendations.like(listing));
        }
        return "listing";
    }

    @PostMapping("/listings/{id}/book")
    String book(@PathVariable String id, @RequestParam(defaultValue = "A guest") String guest, Model model) {
        Listing listing = find(id);
        model.addAttribute("listing", listing);
        model.addAttribute("booking", bookings.book(listing, guest.isBlank() ? "A guest" : guest.strip()));
        return "booked";
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

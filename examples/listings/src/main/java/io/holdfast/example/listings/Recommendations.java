package io.holdfast.example.listings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Rooms like the one on the page. Heavy on purpose: it compares every ordering's neighbours again for every visitor,
 * which is the kind of work that a site sheds first.
 */
@Component
class Recommendations {
    private static final int ROUNDS = 20_000;

    private final Catalogue catalogue;

    Recommendations(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    List<Listing> like(Listing shown) {
        List<Listing> others = new ArrayList<>(catalogue.all());
        others.remove(shown);
        for (int round = 0; round < ROUNDS; round++) {
            others.sort(Comparator.comparingDouble(shown::distanceTo).thenComparing(Listing::id));
        }
        return others.subList(0, 3);
    }
}

package io.holdfast.example.listings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** All rooms, in memory. */
@Component
class Catalogue {
    private final List<Listing> listings = List.of(
            new Listing(
                    "harbour-loft",
                    "Harbour loft",
                    "Porto",
                    "Portugal",
                    96,
                    2,
                    "Tall windows over the Douro, a five-minute walk from the tram.",
                    190),
            new Listing(
                    "pine-cabin",
                    "Pine cabin",
                    "Rovaniemi",
                    "Finland",
                    124,
                    4,
                    "A wood stove, a sauna, and northern lights when you are lucky.",
                    150),
            new Listing(
                    "rooftop-studio",
                    "Rooftop studio",
                    "Athens",
                    "Greece",
                    78,
                    2,
                    "Breakfast with a view of the Acropolis.",
                    30),
            new Listing(
                    "canal-house",
                    "Canal house",
                    "Utrecht",
                    "Netherlands",
                    142,
                    5,
                    "Three floors, steep stairs, and bicycles included.",
                    210),
            new Listing(
                    "vineyard-barn",
                    "Vineyard barn",
                    "Alba",
                    "Italy",
                    168,
                    6,
                    "Among the hazel groves; the owner's Barolo is in the cellar.",
                    345),
            new Listing(
                    "tiny-lighthouse",
                    "Tiny lighthouse",
                    "Ålesund",
                    "Norway",
                    210,
                    2,
                    "Row out, lock the door, watch the ships pass.",
                    225),
            new Listing(
                    "garden-flat",
                    "Garden flat",
                    "Lyon",
                    "France",
                    88,
                    3,
                    "Quiet courtyard behind the silk weavers' quarter.",
                    110),
            new Listing(
                    "desert-dome",
                    "Desert dome",
                    "Merzouga",
                    "Morocco",
                    134,
                    2,
                    "A glass roof and more stars than you can name.",
                    45),
            new Listing(
                    "old-mill",
                    "Old mill",
                    "Hallstatt",
                    "Austria",
                    156,
                    4,
                    "The wheel still turns; the lake is at the door.",
                    170));

    List<Listing> all() {
        return listings;
    }

    Optional<Listing> find(String id) {
        return listings.stream().filter(listing -> listing.id().equals(id)).findFirst();
    }

    List<Listing> search(String text, int mostPrice) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return listings.stream()
                .filter(listing ->
                        listing.price() <= mostPrice && listing.haystack().contains(wanted))
                .toList();
    }
}

package io.holdfast.example.listings;

import java.util.Locale;

/** A room to book. {@code hue} colours its picture. */
record Listing(String id, String name, String city, String country, int price, int guests, String blurb, int hue) {
    String haystack() {
        return (name + " " + city + " " + country + " " + blurb).toLowerCase(Locale.ROOT);
    }

    double distanceTo(Listing other) {
        return Math.abs(price - other.price) / 40.0
                + (country.equals(other.country) ? 0 : 2)
                + Math.abs(guests - other.guests);
    }
}

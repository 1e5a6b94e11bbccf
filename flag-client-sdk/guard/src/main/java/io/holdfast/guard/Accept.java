package io.holdfast.guard;

import java.util.Locale;

/** What an {@code Accept} header (RFC 9110, section 12.5.1) prefers, as far as a refusal needs to know. */
final class Accept {
    private Accept() {}

    /** Whether HTML is named, and not less wanted than JSON. A wildcard alone is a program. */
    static boolean prefersHtml(String header) {
        double html = Math.max(quality(header, "text/html"), quality(header, "application/xhtml+xml"));
        double json = Math.max(quality(header, "application/json"), quality(header, "application/problem+json"));
        return html > 0 && html >= json;
    }

    private static double quality(String header, String type) {
        for (String range : header.toLowerCase(Locale.ROOT).split(",", 50)) {
            String[] parts = range.split(";", 10);
            if (parts[0].strip().equals(type)) {
                return quality(parts);
            }
        }
        return 0;
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                return parameter.matches("q=(0(\\.\\d{0,3})?|1(\\.0{0,3})?)")
                        ? Double.parseDouble(parameter.substring(2))
                        : 0;
            }
        }
        return 1;
    }
}

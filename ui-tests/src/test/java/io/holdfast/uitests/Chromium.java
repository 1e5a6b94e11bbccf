package io.holdfast.uitests;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The browser of this machine. It is never downloaded: a build takes what its machine has. */
final class Chromium {
    private static final String LEFT_OUT =
            "-DskipBrowser left out everything in a real browser: the console's journeys, "
                    + "its accessibility, and its layout on phones.";
    private static final String MISSING =
            "There is no Chromium. Install it (apt-get install chromium fonts-dejavu-core), "
                    + "or name one in the variable CHROMIUM, or leave out the tests that need it with -DskipBrowser.";

    private Chromium() {}

    /** Where it is; fails, or skips the test when that was asked for, where there is none. */
    static Path require() {
        if (Boolean.getBoolean("skipBrowser")) {
            System.out.println(LEFT_OUT);
            Assumptions.abort(LEFT_OUT);
        }
        return Stream.of(
                        System.getenv("CHROMIUM"),
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome",
                        "/Applications/Chromium.app/Contents/MacOS/Chromium",
                        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> fail(MISSING));
    }
}

package io.holdfast.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The image's build downloads libraries before it has the sources, so it names every module. */
class DockerfileTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");

    @Test
    void copiesThePomOfEveryModule() throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("Dockerfile"));

        assertThat(modules(""))
                .hasSizeGreaterThan(10)
                .allSatisfy(module -> assertThat(lines).contains("COPY " + module + "pom.xml " + module));
    }

    private static List<String> modules(String folder) throws IOException {
        List<String> below = MODULE.matcher(
                        Files.readString(ROOT.resolve(folder).resolve("pom.xml")))
                .results()
                .map(module -> folder + module.group(1) + "/")
                .toList();
        List<String> all = new ArrayList<>(below);
        for (String module : below) {
            all.addAll(modules(module));
        }
        return all;
    }
}

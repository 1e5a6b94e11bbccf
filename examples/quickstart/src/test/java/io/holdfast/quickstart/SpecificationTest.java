package io.holdfast.quickstart;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the tests of all modules against {@code docs/spec.md}: it lives in the module that stands for the whole. */
class SpecificationTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern PROMISE = Pattern.compile("(?m)^- \\*\\*([A-Z]+\\d+)\\*\\*");
    private static final Pattern TAG = Pattern.compile("@Tag\\(\"([A-Z]+\\d+)\"\\)");
    private static final Pattern NUMBER = Pattern.compile("\\b([A-Z]+\\d+)\\b");
    private static final String GAPS = "## Without a test yet";

    @Test
    void everyPromiseHasATestAndEveryTagAPromise() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/spec.md"));
        Set<String> promises = all(PROMISE, page);
        Set<String> gaps = page.contains(GAPS) ? all(NUMBER, page.substring(page.indexOf(GAPS))) : Set.of();
        Set<String> tested = tags();

        assertThat(promises).isNotEmpty();
        assertThat(promises).as("numbers that tests carry").containsAll(tested);
        Set<String> untested = new TreeSet<>(promises);
        untested.removeAll(tested);
        assertThat(gaps).as("numbers without a test").containsAll(untested);
    }

    private static Set<String> tags() throws IOException {
        Set<String> found = new TreeSet<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean foreign = name.equals("target") || name.equals("node_modules") || name.startsWith(".");
                return foreign ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().contains("src/test/java") && file.toString().endsWith(".java")) {
                    found.addAll(all(TAG, read(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).collect(toCollection(TreeSet::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

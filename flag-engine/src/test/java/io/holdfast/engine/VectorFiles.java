package io.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads {@code api-contract/evaluation-vectors}. */
final class VectorFiles {
    private VectorFiles() {}

    /** Each file of a directory of the vectors by its name, as plain Maps and Lists. */
    static Map<String, Map<?, ?>> read(String directory) throws Exception {
        Map<String, Map<?, ?>> files = new LinkedHashMap<>();
        for (Path file : list(directory)) {
            files.put(file.getFileName().toString(), (Map<?, ?>) JsonReader.read(Files.readAllBytes(file)));
        }
        return files;
    }

    static List<Map<?, ?>> objects(Map<?, ?> holder, String name) {
        return ((List<?>) holder.get(name))
                .stream().<Map<?, ?>>map(item -> (Map<?, ?>) item).toList();
    }

    private static List<Path> list(String directory) throws IOException, URISyntaxException {
        Path root = Path.of(VectorFiles.class
                .getResource("/evaluation-vectors/" + directory)
                .toURI());
        try (Stream<Path> files = Files.list(root)) {
            List<Path> found = files.sorted().toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }
}

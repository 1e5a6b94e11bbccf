package io.holdfast.quickstart;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the server and the demo are run: the same jars that run anywhere else, told where things are. */
final class Programs {
    private final Settings settings;
    private final Secrets secrets;

    Programs(Settings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    Child startServer(int databasePort, Optional<String> password) throws IOException {
        List<String> command = List.of(
                java(),
                "-Xmx512m",
                "-jar",
                jar("flag-server", "server"),
                "--server.port=" + settings.serverPort(),
                "--spring.datasource.url=" + Database.url(databasePort),
                "--spring.datasource.username=holdfast",
                "--spring.config.import=optional:configtree:" + secrets.serverTree() + "/",
                "--holdfast.sample-data=true");
        Map<String, String> environment =
                password.map(word -> Map.of("HOLDFAST_ADMIN_PASSWORD", word)).orElse(Map.of());
        return Child.start(command, environment, file("server"), settings.log("server"));
    }

    Child startDemo() throws IOException {
        List<String> command = List.of(
                java(),
                "-Xmx512m",
                "-jar",
                jar("examples/listings", "demo"),
                "--server.port=" + settings.demoPort(),
                "--holdfast.server=" + settings.server(),
                "--holdfast.snapshot-directory=" + settings.data().resolve("demo"));
        return Child.start(command, Map.of("HOLDFAST_SDK_KEY", secrets.sdkKey()), file("demo"), settings.log("demo"));
    }

    ProcessFile file(String part) {
        return new ProcessFile(settings.run().resolve(part + ".pid"));
    }

    /** A copy, so that a build meanwhile does not pull the classes from under a running program. */
    private String jar(String module, String part) throws IOException {
        Path target = settings.home().resolve(module).resolve("target");
        try (DirectoryStream<Path> found = Files.newDirectoryStream(target, "*-exec.jar")) {
            for (Path built : found) {
                Path copy = settings.run().resolve(part + ".jar");
                Path unfinished = settings.run().resolve(part + ".jar.new");
                Files.copy(built, unfinished, StandardCopyOption.REPLACE_EXISTING);
                return Files.move(unfinished, copy, StandardCopyOption.REPLACE_EXISTING)
                        .toString();
            }
        }
        throw new StartFailure("There is no runnable jar in " + target + ".");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}

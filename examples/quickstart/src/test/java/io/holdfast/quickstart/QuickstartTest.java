package io.holdfast.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process of its own, with stand-ins for the server and the demo. */
class QuickstartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    private int serverPort;
    private int demoPort;
    private Process launcher;

    @BeforeEach
    void prepare() throws IOException {
        serverPort = freePort();
        demoPort = freePort();
        fakeJar(home.resolve("flag-server/target/server-exec.jar"));
        fakeJar(home.resolve("examples/listings/target/demo-exec.jar"));
    }

    @AfterEach
    void stop() throws Exception {
        launcher.destroy();
        launcher.waitFor();
    }

    @Test
    void stopsTheDemoBeforeTheServerAndLeavesNothing() throws Exception {
        start("all");
        ProcessHandle server = running("server");
        ProcessHandle demo = running("demo");

        launcher.destroy();
        launcher.waitFor();

        assertThat(home.resolve("stops")).hasContent(demoPort + "\n" + serverPort);
        assertThat(ProcessFile.runs(server)).isFalse();
        assertThat(ProcessFile.runs(demo)).isFalse();
        assertThat(Database.portOfRunning(home.resolve(".data/postgres"))).isEmpty();
    }

    @Test
    void startsAgainAfterHavingBeenKilled() throws Exception {
        start("all");
        ProcessHandle orphan = running("server");
        launcher.destroyForcibly();
        launcher.waitFor();
        assertThat(ProcessFile.runs(orphan)).isTrue();

        start("all");

        assertThat(ProcessFile.runs(orphan)).isFalse();
        assertThat(output()).contains("Ctrl-C stops everything");
    }

    @Test
    void goesOnWithoutTheServerAndTakesItBack() throws Exception {
        start("all");
        ProcessHandle demo = running("demo");
        ProcessFile.stop(running("server"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(output())
                        .contains("The server has stopped. The demo goes on with what it knows.")
                        .contains("./start server"));

        Process second = launch("server");
        try {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(output()).contains("Ctrl-C stops it."));
            assertThat(ProcessFile.runs(demo)).isTrue();
        } finally {
            second.destroy();
            second.waitFor();
        }
    }

    @Test
    void refusesToRunTwice() throws Exception {
        start("all");
        Process second = launch("demo");
        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(output()).contains("holdfast: The demo already runs from this folder");
    }

    private void start(String part) throws IOException {
        Files.deleteIfExists(home.resolve("output"));
        launcher = launch(part);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(output()).contains("Ctrl-C stops"));
    }

    private Process launch(String part) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Quickstart.class.getName(),
                        home.toString(),
                        part)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("output").toFile()));
        builder.environment().put("HOLDFAST_PORT", Integer.toString(serverPort));
        builder.environment().put("HOLDFAST_DEMO_PORT", Integer.toString(demoPort));
        builder.environment().put("STOPS", home.resolve("stops").toString());
        return builder.start();
    }

    private ProcessHandle running(String part) {
        return new ProcessFile(home.resolve(".data/run/" + part + ".pid"))
                .living()
                .orElseThrow();
    }

    private String output() throws IOException {
        return Files.readString(home.resolve("output"));
    }

    private static void fakeJar(Path path) throws IOException {
        Files.createDirectories(path.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeProgram.class.getName());
        String entry = FakeProgram.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(path);
                JarOutputStream jar = new JarOutputStream(file, manifest);
                InputStream program = FakeProgram.class.getClassLoader().getResourceAsStream(entry)) {
            jar.putNextEntry(new JarEntry(entry));
            program.transferTo(jar);
            jar.closeEntry();
        }
    }

    /** Below the range from which systems take the ports of outgoing connections, so that it stays free. */
    private static int freePort() {
        return ThreadLocalRandom.current()
                .ints(20_000, 30_000)
                .filter(QuickstartTest::free)
                .findFirst()
                .orElseThrow();
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}

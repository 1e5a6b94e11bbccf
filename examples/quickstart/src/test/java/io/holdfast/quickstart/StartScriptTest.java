package io.holdfast.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./start} says about a machine that lacks something: one line each, and an exit code that is not 0. */
class StartScriptTest {
    private static final Path SCRIPT = Path.of("../../start").toAbsolutePath().normalize();

    @TempDir
    Path project;

    private Path tools;

    @BeforeEach
    void machineWithEverything() throws IOException {
        Files.copy(SCRIPT, project.resolve("start"));
        Files.setPosixFilePermissions(project.resolve("start"), PosixFilePermissions.fromString("rwxr-xr-x"));
        tools = Files.createDirectory(project.resolve("tools"));
        for (String tool : new String[] {
            "bash", "sed", "grep", "head", "mkdir", "rm", "dirname", "printf", "cat", "find", "mktemp", "mv"
        }) {
            standard(tool);
        }
        tool(
                "java",
                "case $1 in --list-modules) echo jdk.compiler@21 ;; *) echo 'openjdk version \"21.0.1\" 2023-10-17' >&2 ;; esac");
        tool("mvn", "echo 'Apache Maven 3.9.9 (abc)'");
        tool("node", "echo v22.1.0");
        tool("npm", "echo 10.0.0");
    }

    @Test
    void acceptsAMachineWithEverything() throws Exception {
        assertThat(check(Map.of())).isEqualTo(new Answer(0, "This machine has what Holdfast needs.\n"));
    }

    @Test
    void namesEveryToolThatIsMissing() throws Exception {
        for (String tool : new String[] {"java", "mvn", "node", "npm"}) {
            Files.delete(tools.resolve(tool));
        }
        assertThat(check(Map.of())).isEqualTo(new Answer(1, """
                        holdfast: There is no Java. Install a JDK, 17 or newer.
                        holdfast: There is no Maven. Install Maven 3.8.7 or newer.
                        holdfast: There is no Node. Install Node 20 or newer.
                        """));
    }

    @Test
    void namesEveryToolThatIsTooOld() throws Exception {
        tool("java", "echo 'java version \"1.8.0_402\"' >&2");
        tool("mvn", "echo 'Apache Maven 3.8.6 (abc)'");
        tool("node", "echo v18.20.1");
        assertThat(check(Map.of())).isEqualTo(new Answer(1, """
                        holdfast: Java 8.0 is too old. Install a JDK, 17 or newer.
                        holdfast: Maven 3.8.6 is too old. Install Maven 3.8.7 or newer.
                        holdfast: Node 18.20.1 is too old. Install Node 20 or newer.
                        """));
    }

    @Test
    void wantsACompilerToo() throws Exception {
        tool(
                "java",
                "case $1 in --list-modules) echo java.base@17 ;; *) echo 'openjdk version \"17.0.1\"' >&2 ;; esac");
        assertThat(check(Map.of()).text()).contains("Java 17.0.1 is a runtime without a compiler.");
    }

    @Test
    void namesAnOccupiedPort() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String port = Integer.toString(taken.getLocalPort());
            assertThat(check(Map.of("HOLDFAST_DEMO_PORT", port)))
                    .isEqualTo(new Answer(
                            1,
                            "holdfast: Port " + port + " is in use. Stop what listens there, or choose another: "
                                    + "HOLDFAST_DEMO_PORT=<port> ./start\n"));
        }
    }

    @Test
    void namesAFolderThatCannotBeWritten() throws Exception {
        // A file where the folder should be is in the way of root, too.
        Files.writeString(project.resolve(".data"), "");
        assertThat(check(Map.of()).text())
                .isEqualTo("holdfast: Cannot write to " + project.toRealPath()
                        + "/.data. Start it from a folder that you own.\n");
    }

    private Answer check(Map<String, String> environment) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(project.resolve("start").toString(), "--check").redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("HOLDFAST_PORT", Integer.toString(freePort()));
        builder.environment().put("HOLDFAST_DEMO_PORT", Integer.toString(freePort()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void tool(String name, String body) throws IOException {
        Path file = tools.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void standard(String name) throws IOException {
        tool(
                name,
                "for folder in /usr/bin /bin; do [ -x $folder/" + name + " ] && exec $folder/" + name
                        + " \"$@\"; done");
    }

    private record Answer(int code, String text) {}
}

package io.holdfast.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code ./start} says about a machine that lacks something: one line each, and an exit code that is not 0. And when
 * it builds.
 */
class StartScriptTest {
    private static final Path SCRIPT = Path.of("../../start").toAbsolutePath().normalize();

    private static final String MAVEN_VERSION = "[ \"$1\" = --version ] && echo 'Apache Maven 3.9.9 (abc)' && exit; ";
    private static final List<String> MODULES = List.of(
            "api-contract",
            "flag-engine",
            "flag-client-sdk",
            "db-migrations",
            "admin-ui",
            "flag-server",
            "examples/listings",
            "examples/quickstart");

    @TempDir
    Path project;

    private Path tools;

    @BeforeEach
    void machineWithEverything() throws IOException {
        Files.copy(SCRIPT, project.resolve("start"));
        Files.setPosixFilePermissions(project.resolve("start"), PosixFilePermissions.fromString("rwxr-xr-x"));
        tools = Files.createDirectory(project.resolve("tools"));
        for (String tool : new String[] {
            "bash", "sed", "grep", "head", "mkdir", "rm", "dirname", "printf", "chmod", "cat", "find", "cksum", "sort",
            "sleep", "tail"
        }) {
            standard(tool);
        }
        tool(
                "java",
                "case $1 in --list-modules) echo jdk.compiler@21 ;; *) echo 'openjdk version \"21.0.1\" 2023-10-17' >&2 ;; esac");
        tool("mvn", MAVEN_VERSION);
        tool("node", "echo v22.1.0");
        tool("npm", "echo 10.0.0");
    }

    @Test
    void acceptsAMachineWithEverything() throws Exception {
        assertThat(check(Map.of())).isEqualTo(new Answer(0, "This machine has what Holdfast needs.\n"));
        assertThat(Files.getPosixFilePermissions(project.resolve(".data")))
                .as("who may look into the folder of the secrets")
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
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
                        holdfast: Java 8 is too old. Install a JDK, 17 or newer.
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
    void namesOnePortForTwoParts() throws Exception {
        String port = Integer.toString(freePort());
        assertThat(check(Map.of("HOLDFAST_PORT", port, "HOLDFAST_DEMO_PORT", port)))
                .isEqualTo(new Answer(
                        1,
                        "holdfast: HOLDFAST_PORT and HOLDFAST_DEMO_PORT are both " + port + ". Choose two ports.\n"));
        assertThat(start(Map.of("HOLDFAST_PORT", "08080")).text()).contains("is not a port");
    }

    @Test
    void buildsOnlyWhatHasChanged() throws Exception {
        Path source = sources();
        assertThat(start(Map.of()).text()).contains("Building", "the launcher runs");
        assertThat(start(Map.of()).text()).as("a second start").doesNotContain("Building");

        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(start(Map.of()).text()).as("only touched").doesNotContain("Building");

        Files.writeString(source, "class Other {}");
        assertThat(start(Map.of()).text()).as("changed").contains("Building");
        Files.delete(source);
        assertThat(start(Map.of()).text()).as("removed").contains("Building");
        assertThat(start(Map.of()).text()).as("unchanged again").doesNotContain("Building");
    }

    @Test
    void buildsAgainAfterABuildThatFailed() throws Exception {
        sources();
        tool("mvn", MAVEN_VERSION + "echo '[ERROR] no luck'; exit 1");
        Answer failed = start(Map.of());
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.text()).contains("The build failed.", "no luck");
        assertThat(start(Map.of()).code()).isEqualTo(1);
    }

    @Test
    void namesAFolderThatCannotBeWritten() throws Exception {
        // A file where the folder should be is in the way of root, too.
        Files.writeString(project.resolve(".data"), "");
        assertThat(check(Map.of()).text())
                .isEqualTo("holdfast: Cannot write to " + project.toRealPath()
                        + "/.data. Start it from a folder that you own.\n");
    }

    /** The modules as a fresh clone has them, and a Maven that makes the three programs, with its own folders beside the sources. */
    private Path sources() throws IOException {
        StringBuilder maven = new StringBuilder(MAVEN_VERSION);
        for (String module : MODULES) {
            Files.createDirectories(project.resolve(module));
            maven.append("mkdir -p ").append(module).append("/target; ");
        }
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        Matcher jars = Pattern.compile("=(\\S+-exec\\.jar)").matcher(Files.readString(SCRIPT));
        while (jars.find()) {
            maven.append(": >").append(jars.group(1)).append("; ");
        }
        tool("mvn", maven.toString());
        tool(
                "java",
                "case $* in *--list-modules*) echo jdk.compiler@21 ;; *-jar*) echo the launcher runs ;; "
                        + "*) echo 'openjdk version \"21.0.1\"' >&2 ;; esac");
        return Files.writeString(project.resolve("flag-engine/Some.java"), "class Some {}");
    }

    private Answer check(Map<String, String> environment) throws Exception {
        return start(environment, "--check");
    }

    private Answer start(Map<String, String> environment, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(project.resolve("start").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
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

package io.holdfast.quickstart;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One of the two programs, run as a process of its own with its output in a file. */
final class Child implements AutoCloseable {
    private final Process process;
    private final ProcessFile file;
    private final Path log;

    private Child(Process process, ProcessFile file, Path log) {
        this.process = process;
        this.file = file;
        this.log = log;
    }

    static Child start(List<String> command, Map<String, String> environment, ProcessFile file, Path log)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        file.record(process.toHandle());
        return new Child(process, file, log);
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** How it ended; only once it has. */
    int exitCode() {
        return process.onExit().join().exitValue();
    }

    /** The end of what it wrote. */
    String lastLines(int count) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }

    @Override
    public void close() throws IOException {
        ProcessFile.stop(process.toHandle());
        file.forget();
    }
}

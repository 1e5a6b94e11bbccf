package io.holdfast.uitests;

import static java.util.concurrent.TimeUnit.MINUTES;

import io.holdfast.client.FlagClient;
import io.holdfast.server.HoldfastServer;
import io.holdfast.testpostgres.TestPostgres;
import io.holdfast.testpostgres.TestPostgres.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A server with sample data, three clients that follow its production, and scripts that drive its console. */
final class TestConsole implements AutoCloseable {
    private static final String PASSWORD = "correct-horse-battery";
    private static final String SDK_KEY = "hf_sdk_of-the-browser-tests";

    private final Path chromium;
    private final ConfigurableApplicationContext server;
    private final List<FlagClient> clients;

    private TestConsole(Path chromium, ConfigurableApplicationContext server) {
        this.chromium = chromium;
        this.server = server;
        this.clients =
                Stream.of("listings", "listings", "search").map(this::connect).toList();
    }

    static TestConsole start() {
        Path chromium = Chromium.require();
        Database database = TestPostgres.freshDatabase();
        return new TestConsole(
                chromium,
                SpringApplication.run(
                        HoldfastServer.class,
                        "--server.port=0",
                        "--spring.datasource.url=" + database.url(),
                        "--spring.datasource.username=" + database.username(),
                        "--spring.datasource.password=" + database.password(),
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=error",
                        "--holdfast.sample-data=true",
                        "--holdfast.admin.password=" + PASSWORD,
                        "--holdfast.bootstrap.sdk-keys.production=" + SDK_KEY));
    }

    /** Runs a script of {@code package.json}, prints what it says, and answers its exit code. */
    int run(String script) throws IOException, InterruptedException {
        Path said =
                Files.createDirectories(Path.of("target", "browser-reports")).resolve(script + ".txt");
        ProcessBuilder builder = new ProcessBuilder("npm", "run", "--silent", script)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("HOLDFAST_URL", url());
        builder.environment().put("HOLDFAST_PASSWORD", PASSWORD);
        builder.environment().put("CHROMIUM", chromium.toString());
        Process process = builder.start();
        boolean ended = process.waitFor(5, MINUTES);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        System.out.println(Files.readString(said));
        return ended ? process.exitValue() : -1;
    }

    private FlagClient connect(String application) {
        return FlagClient.builder()
                .server(url())
                .sdkKey(SDK_KEY)
                .application(application)
                .build()
                .start();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getEnvironment().getProperty("local.server.port");
    }

    @Override
    public void close() {
        clients.forEach(FlagClient::close);
        server.close();
    }
}

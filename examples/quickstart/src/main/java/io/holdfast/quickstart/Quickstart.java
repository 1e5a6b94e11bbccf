package io.holdfast.quickstart;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs PostgreSQL, the server and the demo on one machine until it is told to stop or the script that started it is
 * gone. Parts stop in the opposite order in which they started.
 *
 * <p>When a part dies the others go on. When this program itself is killed, its parts live on as orphans; the next start
 * ends them first.
 */
public final class Quickstart {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Settings settings;
    private final Secrets secrets;
    private final Programs programs;
    private final Readiness readiness = new Readiness();
    private final Running running = new Running();

    private Quickstart(Settings settings) {
        this.settings = settings;
        this.secrets = new Secrets(settings.data().resolve("secrets"));
        this.programs = new Programs(settings, secrets);
    }

    /** Arguments: the project's folder, then any of {@code server}, {@code demo} and {@code --new-password}. */
    public static void main(String[] arguments) {
        try {
            Settings settings = Settings.from(Path.of(arguments[0]).toAbsolutePath(), System.getenv());
            new Quickstart(settings).run(List.of(arguments).subList(1, arguments.length));
        } catch (StartFailure e) {
            Terminal.error("holdfast: " + e.getMessage());
            System.exit(1);
        } catch (Exception e) {
            Terminal.error("holdfast: " + e);
            System.exit(1);
        }
    }

    private void run(List<String> arguments) throws Exception {
        Files.createDirectories(settings.run());
        stopInOrderAtExit();
        switch (arguments.stream()
                .filter(word -> !word.startsWith("--"))
                .findFirst()
                .orElse("all")) {
            case "server" -> runServer(arguments.contains("--new-password"));
            case "demo" -> runDemo();
            default -> runAll(arguments.contains("--new-password"));
        }
        new CountDownLatch(1).await();
    }

    private void runAll(boolean newPassword) throws Exception {
        long start = System.nanoTime();
        Lease serverLease = lease("server");
        Lease demoLease = lease("demo");
        Lease postgresLease = lease("postgres");
        programs.file("demo").stopLeftOver();
        programs.file("server").stopLeftOver();
        Ports.requireFree(settings.serverPort(), "HOLDFAST_PORT");
        Ports.requireFree(settings.demoPort(), "HOLDFAST_DEMO_PORT");
        secrets.sdkKey();
        secrets.writeOperatorHeaders(settings.data().resolve("operator"));

        int databasePort = openDatabase(postgresLease);
        Terminal.ready("PostgreSQL", start);
        Optional<String> password = firstPassword(databasePort, newPassword);
        Child server = running.add(() -> programs.startServer(databasePort, password));
        readiness.await("server", server, URI.create(settings.server() + "/actuator/health/readiness"));
        Terminal.ready("server", start);
        // Not at the same time: it would look for a server that is not there yet, and be a moment late to the first
        // hold.
        Child demo = running.add(programs::startDemo);
        readiness.await("demo", demo, URI.create(settings.demo()));
        Terminal.ready("demo", start);
        Terminal.say(Summary.everything(settings, secrets.sdkKey(), password));
        watch("server", server, serverLease, "The demo goes on with what it knows.");
        watch("demo", demo, demoLease, "The server goes on.");
    }

    private void runServer(boolean newPassword) throws Exception {
        long start = System.nanoTime();
        lease("server");
        programs.file("server").stopLeftOver();
        Ports.requireFree(settings.serverPort(), "HOLDFAST_PORT");
        secrets.sdkKey();
        secrets.writeOperatorHeaders(settings.data().resolve("operator"));
        int databasePort = sharedOrOwnDatabase();
        Optional<String> password = firstPassword(databasePort, newPassword);
        Child server = running.add(() -> programs.startServer(databasePort, password));
        readiness.await("server", server, URI.create(settings.server() + "/actuator/health/readiness"));
        Terminal.ready("server", start);
        Terminal.say("\n" + Summary.server(settings, password) + "\n\n  Ctrl-C stops it.");
        exitWith(server);
    }

    private void runDemo() throws Exception {
        long start = System.nanoTime();
        lease("demo");
        programs.file("demo").stopLeftOver();
        Ports.requireFree(settings.demoPort(), "HOLDFAST_DEMO_PORT");
        Child demo = running.add(programs::startDemo);
        readiness.await("demo", demo, URI.create(settings.demo()));
        Terminal.ready("demo", start);
        Terminal.say("\n" + Summary.demo(settings) + "\n\n  Ctrl-C stops it.");
        exitWith(demo);
    }

    private Lease lease(String part) throws Exception {
        return running.add(() -> Lease.take(settings.run(), part));
    }

    private int openDatabase(Lease lease) throws Exception {
        Database database = running.add(() -> Database.open(
                databaseDirectory(), settings.data().resolve("postgres-binaries"), settings.log("postgres")));
        ProcessHandle process = database.process(databaseDirectory());
        whenEnded(
                process,
                () -> ended(database, lease, "PostgreSQL has stopped. Bring it back: Ctrl-C here, then ./start"));
        return database.port();
    }

    /** After a {@code ./start} whose server died, its PostgreSQL still runs; otherwise this start runs its own. */
    private int sharedOrOwnDatabase() throws Exception {
        Optional<Lease> lease = Lease.tryTake(settings.run(), "postgres");
        if (lease.isPresent()) {
            running.add(lease::get);
            return openDatabase(lease.get());
        }
        return Database.portOfRunning(databaseDirectory())
                .orElseThrow(() -> new StartFailure("PostgreSQL is just starting or stopping. Try again in a moment."));
    }

    private Optional<String> firstPassword(int databasePort, boolean newPassword) throws SQLException {
        if (newPassword) {
            Database.forgetAccounts(databasePort);
        }
        return Database.hasAccount(databasePort) ? Optional.empty() : Optional.of(Secrets.password());
    }

    private Path databaseDirectory() {
        return settings.data().resolve("postgres");
    }

    private void watch(String part, Child child, Lease lease, String others) {
        whenEnded(child.handle(), () -> {
            String line =
                    "The " + part + " has stopped. " + others + " Bring it back in another terminal: ./start " + part;
            ended(child, lease, line);
        });
    }

    private void ended(AutoCloseable part, Lease lease, String line) {
        if (running.isStopping()) {
            return;
        }
        running.remove(part);
        running.remove(lease);
        try {
            lease.close();
        } catch (IOException e) {
            Terminal.error("holdfast: " + e);
        }
        Terminal.say("\n  " + line);
    }

    private void exitWith(Child child) {
        whenEnded(child.handle(), () -> {
            if (!running.isStopping()) {
                Terminal.error("holdfast: it has ended with exit code " + child.exitCode() + ".");
                System.exit(1);
            }
        });
    }

    private void stopInOrderAtExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(running::stop, "stop"));
        ProcessHandle.current().parent().ifPresent(script -> whenEnded(script, () -> System.exit(0)));
    }

    /** Looks, rather than waits, since a process that is not our child may stay a zombie for ever. */
    private static void whenEnded(ProcessHandle process, Runnable action) {
        Thread watch = new Thread(
                () -> {
                    while (ProcessFile.runs(process)) {
                        LockSupport.parkNanos(PAUSE.toNanos());
                    }
                    action.run();
                },
                "watch-" + process.pid());
        watch.setDaemon(true);
        watch.start();
    }
}

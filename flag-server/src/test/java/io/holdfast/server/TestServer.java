package io.holdfast.server;

import static org.awaitility.Awaitility.await;

import io.holdfast.testpostgres.TestPostgres;
import io.holdfast.testpostgres.TestPostgres.Database;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A node as a user runs it: real HTTP on a port of its own, on a real PostgreSQL. */
final class TestServer implements AutoCloseable {
    static final String PASSWORD = "correct-horse-battery";

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final ConfigurableApplicationContext context;
    private final Database database;
    private final Map<String, Api> callers = new ConcurrentHashMap<>();

    private TestServer(ConfigurableApplicationContext context, Database database) {
        this.context = context;
        this.database = database;
    }

    /** One for all tests that leave it as usable as they found it. */
    static TestServer shared() {
        return Shared.SERVER;
    }

    /** Starts one and waits until it is ready; a property without a value takes away what this fixture would set. */
    static TestServer start(Database database, String... properties) {
        TestServer server = launch(database, properties);
        await().atMost(Duration.ofSeconds(30)).until(server::ready);
        return server;
    }

    /** Starts one that is live, and ready in a moment. */
    static TestServer launch(Database database, String... properties) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("server.port", 0);
        settings.put("spring.datasource.url", database.url());
        settings.put("spring.datasource.username", database.username());
        settings.put("spring.datasource.password", database.password());
        settings.put("spring.main.banner-mode", "off");
        settings.put("holdfast.admin.password", PASSWORD);
        for (String property : properties) {
            String[] parts = property.split("=", 2);
            if (parts.length == 2) {
                settings.put(parts[0], parts[1]);
            } else {
                settings.remove(property);
            }
        }
        String[] arguments = settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        return new TestServer(SpringApplication.run(HoldfastServer.class, arguments), database);
    }

    boolean ready() {
        return anonymous().get("/actuator/health/readiness").status() == 200;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    Database database() {
        return database;
    }

    Api anonymous() {
        return Api.anonymous(uri());
    }

    Api bearer(String secret) {
        return Api.bearer(uri(), secret);
    }

    /** A browser in which the administrator is signed in. */
    Api admin() {
        return callers.computeIfAbsent("session", role -> signIn());
    }

    /** A program with a token of this role. */
    Api as(String role) {
        return callers.computeIfAbsent(role, wanted -> bearer(token(wanted)));
    }

    Api signIn() {
        Api browser = anonymous();
        browser.get("/api/v1/session").expect(401);
        browser.post("/api/v1/session", Map.of("username", "admin", "password", PASSWORD))
                .expect(200);
        return browser;
    }

    String token(String role) {
        return admin().post("/api/v1/tokens", Map.of("name", "test " + role, "role", role))
                .expect(201)
                .json()
                .get("secret")
                .asString();
    }

    String sdkKey(String environment) {
        return admin().post("/api/v1/environments/" + environment + "/sdk-keys", Map.of("name", "test"))
                .expect(201)
                .json()
                .get("secret")
                .asString();
    }

    /** Makes an environment that no other test has, and answers its key. */
    String newEnvironment() {
        String key = newKey("environment");
        admin().post("/api/v1/environments", Map.of("key", key, "name", "Test")).expect(201);
        return key;
    }

    String newProject() {
        String key = newKey("project");
        admin().post("/api/v1/projects", Map.of("key", key, "name", "Test")).expect(201);
        return key;
    }

    /** Makes a boolean flag and answers its key. */
    String newFlag() {
        String key = newKey("flag");
        admin().post("/api/v1/flags", Map.of("key", key, "project", newProject(), "type", "boolean", "kind", "release"))
                .expect(201);
        return key;
    }

    static String newKey(String what) {
        return what + "-" + NAMES.incrementAndGet();
    }

    /** What a query answers, a line for each row. */
    List<String> query(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    /** Ends with the JVM. */
    private static final class Shared {
        static final TestServer SERVER = start(TestPostgres.freshDatabase());
    }
}

package io.holdfast.client;

import io.holdfast.engine.InstanceIdentity;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link FlagClient}. What is missing or malformed is said here, by {@link IllegalArgumentException}. */
public final class FlagClientBuilder {
    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    private final List<URI> servers = new ArrayList<>();
    private @Nullable String sdkKey;
    private String application = "application";
    private String region = "";
    private @Nullable Path snapshotDirectory;
    private @Nullable String bootstrapResource;
    private ClassLoader classLoader = FlagClientBuilder.class.getClassLoader();
    private InstantSource clock = InstantSource.system();
    private LongSupplier ticker = System::nanoTime;
    private @Nullable HttpClient http;
    private @Nullable ExecutorService ownExecutor;
    private boolean offline;

    FlagClientBuilder() {}

    /** A server's address, such as {@code https://flags.example.org}. Call it again for more; they are tried in turn. */
    public FlagClientBuilder server(String url) {
        URI uri = URI.create(url.strip());
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("server must be an http or https URL, not '" + url + "'");
        }
        servers.add(uri);
        return this;
    }

    /** The key of the environment, {@code hf_sdk_…}. */
    public FlagClientBuilder sdkKey(String key) {
        if (key.isBlank() || !key.strip().chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("sdkKey is empty or has characters that no key has");
        }
        this.sdkKey = key.strip();
        return this;
    }

    /** The application's key, by which holds can be limited to it. */
    public FlagClientBuilder application(String key) {
        this.application = checked("application", key);
        return this;
    }

    /** The region's key, by which holds can be limited to it. */
    public FlagClientBuilder region(String key) {
        this.region = checked("region", key);
        return this;
    }

    /** Where the last known ruleset is kept, so that a start without any server begins with it. */
    public FlagClientBuilder snapshotDirectory(Path directory) {
        this.snapshotDirectory = directory;
        return this;
    }

    /** A ruleset on the class path for a first start without any server. */
    public FlagClientBuilder bootstrapResource(String name, ClassLoader loader) {
        this.bootstrapResource = name;
        this.classLoader = loader;
        return this;
    }

    /** An HTTP client with a proxy or a trust store of one's own. It stays the caller's to close. */
    public FlagClientBuilder httpClient(HttpClient client) {
        this.http = client;
        return this;
    }

    /** The clock by which holds begin and end; tests set it. */
    public FlagClientBuilder clock(InstantSource source) {
        this.clock = source;
        return this;
    }

    /** Nanoseconds that only ever rise, for measuring silence; tests set it. */
    FlagClientBuilder ticker(LongSupplier nanoseconds) {
        this.ticker = nanoseconds;
        return this;
    }

    /** Never contacts a server; the client knows what {@link FlagClient#accept} gives it. For tests. */
    public FlagClientBuilder offline() {
        this.offline = true;
        return server("http://offline.invalid").sdkKey("offline");
    }

    /** A client that does nothing yet; {@link FlagClient#start()} sets it going. */
    public FlagClient build() {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("server is missing");
        }
        if (sdkKey == null) {
            throw new IllegalArgumentException("sdkKey is missing");
        }
        return new FlagClient(this);
    }

    InstanceIdentity identity() {
        return new InstanceIdentity(UUID.randomUUID().toString(), application, region);
    }

    ServerCalls calls(InstanceIdentity identity) {
        return new ServerCalls(http == null ? ownHttp() : http, List.copyOf(servers), key(), identity);
    }

    @Nullable
    SnapshotFile snapshotFile() {
        return snapshotDirectory == null ? null : new SnapshotFile(snapshotDirectory, key());
    }

    @Nullable
    String bootstrapResource() {
        return bootstrapResource;
    }

    boolean isOffline() {
        return offline;
    }

    ClassLoader classLoader() {
        return classLoader;
    }

    InstantSource clock() {
        return clock;
    }

    LongSupplier ticker() {
        return ticker;
    }

    void closeHttp() {
        if (ownExecutor != null) {
            ownExecutor.shutdownNow();
        }
    }

    private HttpClient ownHttp() {
        ExecutorService executor = Executors.newCachedThreadPool(Threads.named("holdfast-http"));
        ownExecutor = executor;
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .executor(executor)
                .build();
    }

    private String key() {
        return sdkKey == null ? "" : sdkKey;
    }

    private static String checked(String what, String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(what + " must match " + KEY + ", not '" + key + "'");
        }
        return key;
    }
}

package io.holdfast.client;

import io.holdfast.engine.EvaluationContext;
import io.holdfast.engine.Evaluator;
import io.holdfast.engine.Explanation;
import io.holdfast.engine.FlagType;
import io.holdfast.engine.InstanceIdentity;
import io.holdfast.engine.InvalidRulesetException;
import io.holdfast.engine.Posture;
import io.holdfast.engine.Ruleset;
import io.holdfast.engine.RulesetCodec;
import io.holdfast.engine.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flags and posture of one environment, in memory.
 *
 * <p>A check never throws, never blocks and never touches the network; without any data it answers the code's default.
 * What was last known holds for ever: losing the server, or starting without it, changes nothing but {@link #status()}.
 * Nothing runs before {@link #start()}. Thread-safe.
 */
public final class FlagClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FlagClient.class);

    /** How long closing waits for a report or a snapshot that is under way. */
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final FlagClientBuilder settings;
    private final InstanceIdentity identity;
    private final InstantSource clock;
    private final Listeners listeners;
    private final Knowledge knowledge;
    private final Handles handles;
    private final AtomicReference<ClientStatus> status;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final LongAdder snapshotFailures = new LongAdder();
    private final Reporter reporter;
    private final Synchroniser synchroniser;
    /** Follows the clock and does nothing that can block, so that a hold ends in time whatever server and disk do. */
    private final AtomicReference<@Nullable ScheduledExecutorService> timer = new AtomicReference<>();

    /** Reports and saves. */
    private final AtomicReference<@Nullable ScheduledExecutorService> background = new AtomicReference<>();

    private @Nullable Ruleset saved;
    private boolean saveFailed;

    FlagClient(FlagClientBuilder settings) {
        this.settings = settings;
        this.identity = settings.identity();
        this.clock = settings.clock();
        this.status = new AtomicReference<>(new ClientStatus(ClientStatus.State.INITIALIZING, clock.instant()));
        this.listeners = new Listeners(this::postureChanged);
        this.knowledge = new Knowledge(identity, clock, listeners);
        this.handles = new Handles(knowledge.reference());
        ServerCalls calls = settings.calls(identity);
        this.reporter = new Reporter(calls, knowledge, identity, clock);
        this.synchroniser = new Synchroniser(calls, knowledge, new StatusKeeper(), settings.ticker());
    }

    public static FlagClientBuilder builder() {
        return new FlagClientBuilder();
    }

    /** Loads the last snapshot and begins to keep it in step with the server. Returns at once. Only the first call counts. */
    public FlagClient start() {
        if (!started.compareAndSet(false, true) || status().state() == ClientStatus.State.CLOSED) {
            return this;
        }
        if (settings.isOffline()) {
            return this;
        }
        loadSnapshot();
        ScheduledExecutorService ticks = Threads.timer("holdfast-timer");
        timer.set(ticks);
        var unusedTick = ticks.scheduleWithFixedDelay(guarded(this::tick), 100, 100, TimeUnit.MILLISECONDS);
        ScheduledExecutorService work = Threads.timer("holdfast-background");
        background.set(work);
        var unusedSave = work.scheduleWithFixedDelay(guarded(this::save), 100, 100, TimeUnit.MILLISECONDS);
        var unusedReport = work.scheduleWithFixedDelay(guarded(this::reportAndRetry), 30, 30, TimeUnit.SECONDS);
        synchroniser.start();
        return this;
    }

    /**
     * Takes a ruleset from a source of the application's own, such as a test, if it is newer than what is known.
     *
     * @return whether it was taken
     */
    public boolean accept(Ruleset ruleset) {
        boolean taken = knowledge.accept(ruleset);
        ready.countDown();
        return taken;
    }

    /** The boolean flag {@code key}; {@code fallback} where nothing is known of it. */
    public BooleanFlag booleanFlag(String key, boolean fallback) {
        return new BooleanFlag(handle(key, FlagType.BOOLEAN), fallback);
    }

    /** The text flag {@code key}. */
    public StringFlag stringFlag(String key, String fallback) {
        return new StringFlag(handle(key, FlagType.STRING), fallback);
    }

    /** The number flag {@code key}. */
    public NumberFlag numberFlag(String key, double fallback) {
        return new NumberFlag(handle(key, FlagType.NUMBER), fallback);
    }

    /** The JSON flag {@code key}. */
    public JsonFlag jsonFlag(String key, Object fallback) {
        return new JsonFlag(handle(key, FlagType.JSON), fallback);
    }

    /** Whether the boolean flag {@code key} is on; a handle is quicker where the key is fixed. */
    public boolean isOn(String key, EvaluationContext context, boolean fallback) {
        return handle(key, FlagType.BOOLEAN).value(context) instanceof Boolean on ? on : fallback;
    }

    /** Why the flag {@code key} answers {@code context} as it does, step by step. For people; it is not counted. */
    public Explanation explain(String key, EvaluationContext context) {
        Snapshot snapshot = knowledge.get();
        return Evaluator.explain(
                snapshot.ruleset(), key, null, context, snapshot.posture().shedLevel());
    }

    /** The posture that this instance enforces now. */
    public Posture posture() {
        return knowledge.get().posture();
    }

    /** Does nothing where writes may go through, else throws {@link BrowseOnlyException}. */
    public void requireWritable() {
        Posture posture = posture();
        if (!posture.writable()) {
            throw new BrowseOnlyException(posture);
        }
    }

    /** How fresh this client's knowledge is. */
    public ClientStatus status() {
        return status.get();
    }

    /** The version of the ruleset in use, {@code epoch.revision}; {@code 0.0} without one. */
    public String version() {
        return knowledge.get().ruleset().version();
    }

    public InstanceIdentity identity() {
        return identity;
    }

    public ClientMetrics metrics() {
        return new ClientMetrics(
                reporter.evaluations(),
                reporter.refusals(),
                synchroniser.failures(),
                snapshotFailures.sum(),
                knowledge.unknownOperators(),
                listeners.failures());
    }

    /**
     * Waits until anything is known, from a server or from disk.
     *
     * @return whether something is known
     */
    public boolean awaitReady(Duration atMost) throws InterruptedException {
        return ready.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Calls {@code listener} after each change of posture, on a thread of its own. */
    public void onPostureChange(Consumer<Posture> listener) {
        listeners.addPosture(listener);
    }

    /** Calls {@code listener} with the keys of flags that changed, on a thread of its own. */
    public void onFlagsChange(Consumer<Set<String>> listener) {
        listeners.addFlags(listener);
    }

    /**
     * Counts a write that a guard refused, or would have refused in OBSERVE, for the next report.
     *
     * @param route as declared, such as {@code /listings/{id}/book}; never a path with ids in it
     */
    public void recordRefusal(String method, String route, Stage stage) {
        reporter.refused(method, route, stage);
    }

    /** Stops syncing. Checks go on answering with what was last known. Idempotent. */
    @Override
    public void close() {
        ClientStatus before = status.getAndSet(new ClientStatus(ClientStatus.State.CLOSED, clock.instant()));
        if (before.state() == ClientStatus.State.CLOSED) {
            status.set(before);
            return;
        }
        synchroniser.close();
        boolean unusedEnded = stop(timer, Duration.ZERO);
        if (stop(background, CLOSING)) {
            save(); // What came since the last look must be there at the next start.
        }
        listeners.close();
        settings.closeHttp();
    }

    /** Lets what is at work finish within {@code patience}, and answers whether it has. */
    private static boolean stop(AtomicReference<@Nullable ScheduledExecutorService> executor, Duration patience) {
        ScheduledExecutorService running = executor.getAndSet(null);
        if (running == null) {
            return false;
        }
        running.shutdown();
        try {
            return running.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            running.shutdownNow();
        }
    }

    /** No key at all is a flag that nobody knows: a check never throws. */
    private FlagHandle handle(@Nullable String given, FlagType type) {
        String key = given == null ? "" : given;
        return handles.get(key, type);
    }

    private void tick() {
        synchroniser.checkSilence();
        knowledge.recompute();
    }

    private void postureChanged(Posture posture) {
        LOG.info("Posture is now {}, shed level {}", posture.stage(), posture.shedLevel());
        reportSoon();
    }

    private void reportSoon() {
        ScheduledExecutorService running = background.get();
        if (running != null) {
            running.execute(guarded(this::report));
        }
    }

    private void reportAndRetry() {
        if (saveFailed) {
            saveFailed = false;
            saved = null;
        }
        report();
    }

    private void report() {
        reporter.send(handles.all());
    }

    private void loadSnapshot() {
        SnapshotFile file = settings.snapshotFile();
        if (file != null) {
            try {
                file.load().ifPresent(found -> {
                    LOG.info(
                            "Starting with the snapshot of {}, version {}",
                            found.at(),
                            found.ruleset().version());
                    saved = found.ruleset();
                    begin(found.ruleset(), found.at());
                });
            } catch (IOException e) {
                snapshotFailures.increment();
                LOG.warn("The snapshot cannot be used: {}", e.getMessage());
            }
        }
        String bootstrap = settings.bootstrapResource();
        if (!knowledge.get().known() && bootstrap != null) {
            loadBootstrap(bootstrap);
        }
    }

    private void loadBootstrap(String resource) {
        try (InputStream in = settings.classLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(resource + " is not on the class path");
            }
            begin(RulesetCodec.read(in.readAllBytes(), RulesetCodec.Mode.LENIENT), Instant.EPOCH);
        } catch (IOException | InvalidRulesetException e) {
            snapshotFailures.increment();
            LOG.warn("The bundled ruleset cannot be used: {}", e.getMessage());
        }
    }

    private void begin(Ruleset ruleset, Instant at) {
        knowledge.accept(ruleset);
        ready.countDown();
        status.compareAndSet(status(), new ClientStatus(ClientStatus.State.STALE, at));
    }

    private void save() {
        SnapshotFile file = settings.snapshotFile();
        Ruleset ruleset = knowledge.get().ruleset();
        if (file == null || ruleset == Ruleset.EMPTY || ruleset == saved) {
            return;
        }
        saved = ruleset;
        try {
            file.save(ruleset, clock.instant());
        } catch (IOException | RuntimeException e) {
            saveFailed = true;
            snapshotFailures.increment();
            LOG.warn(
                    "The snapshot cannot be written, a restart during an outage would start without it: {}",
                    e.toString());
        }
    }

    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.warn("Went wrong and is tried again", e);
            }
        };
    }

    /** Turns what the synchroniser says into the status. */
    private final class StatusKeeper implements Synchroniser.Contact {
        @Override
        public void heard() {
            ready.countDown();
            // Also when it began with a snapshot: the server is to know what is enforced as soon as it can be told.
            if (move(ClientStatus.State.READY)) {
                reportSoon();
            }
        }

        @Override
        public void lost() {
            if (knowledge.get().known()) {
                move(ClientStatus.State.STALE);
            }
        }

        private boolean move(ClientStatus.State to) {
            ClientStatus now = status.get();
            return now.state() != to
                    && now.state() != ClientStatus.State.CLOSED
                    && status.compareAndSet(now, new ClientStatus(to, clock.instant()));
        }
    }
}

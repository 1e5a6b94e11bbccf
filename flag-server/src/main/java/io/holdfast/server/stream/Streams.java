package io.holdfast.server.stream;

import io.holdfast.server.access.CredentialRevoked;
import io.holdfast.server.access.Credentials;
import io.holdfast.server.ruleset.EncodedRuleset;
import io.holdfast.server.ruleset.RulesetChanged;
import io.holdfast.server.ruleset.RulesetRemoved;
import io.holdfast.server.ruleset.Rulesets;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.web.session.HttpSessionDestroyedEvent;
import org.springframework.security.web.session.HttpSessionIdChangedEvent;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * All open event streams of this node. An event is encoded once for everybody. Thread-safe.
 *
 * <p>A stream ends with what let it in: at once when its key or token is revoked here, its session ends or its environment
 * goes, and within {@value #CHECK_SECONDS} seconds when the key or token is revoked on another node or expires. Without a
 * database it stays.
 */
@Service
class Streams implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
    private static final int HEARTBEAT_SECONDS = 10;
    private static final int CHECK_SECONDS = 5;

    private final Rulesets rulesets;
    private final Credentials credentials;
    private final InstantSource clock;
    private final Map<String, Set<EventStream>> sdks = new ConcurrentHashMap<>();
    private final Set<EventStream> screens = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    Streams(Rulesets rulesets, Credentials credentials, InstantSource clock, MeterRegistry meters) {
        this.rulesets = rulesets;
        this.credentials = credentials;
        this.clock = clock;
        Gauge.builder("holdfast.streams", this, Streams::count)
                .description("Open streams of SDKs and screens")
                .register(meters);
    }

    /** Opens an SDK's stream: a heartbeat, then the ruleset unless the SDK has it, then each newer one. */
    void openSdk(EncodedRuleset known, @Nullable String lastEventId, Connection connection) throws IOException {
        Set<EventStream> members = sdks.computeIfAbsent(known.environment(), key -> ConcurrentHashMap.newKeySet());
        EventStream stream = EventStream.open(connection, members::remove);
        members.add(stream);
        // Read after joining, so that no change falls between.
        EncodedRuleset current = rulesets.find(known.environment()).orElse(null);
        if (current == null) {
            stream.close();
            return;
        }
        stream.heartbeat(Events.heartbeat(clock.instant(), current));
        if (!current.ruleset().version().equals(lastEventId)) {
            stream.state(Events.put(current));
        }
        begin(stream);
    }

    /** Opens a screen's stream. */
    void openScreen(Connection connection) throws IOException {
        EventStream stream = EventStream.open(connection, screens::remove);
        screens.add(stream);
        stream.heartbeat(Events.heartbeat(clock.instant()));
        begin(stream);
    }

    private void begin(EventStream stream) {
        stream.start();
        if (!running) {
            stream.close();
        }
    }

    @EventListener
    void changed(RulesetChanged change) {
        EncodedRuleset current = change.current();
        Set<EventStream> members = sdks.getOrDefault(current.environment(), Set.of());
        if (!members.isEmpty()) {
            byte[] put = Events.put(current);
            members.forEach(stream -> stream.state(put));
        }
        byte[] changed = Events.changed(current);
        screens.forEach(stream -> stream.state(changed));
    }

    @EventListener
    void removed(RulesetRemoved environment) {
        close(sdks.getOrDefault(environment.environment(), Set.of()).stream());
    }

    @TransactionalEventListener
    void revoked(CredentialRevoked credential) {
        end(Set.of(credential.id()));
    }

    @EventListener
    void signedOut(HttpSessionDestroyedEvent session) {
        end(Set.of(session.getId()));
    }

    /** Whoever signs in gets a session id that nobody knew before; the browser opens its stream again with that. */
    @EventListener
    void signedIn(HttpSessionIdChangedEvent session) {
        end(Set.of(session.getOldSessionId()));
    }

    @Scheduled(fixedDelay = CHECK_SECONDS * 1000)
    void check() {
        Set<String> tickets =
                all().filter(EventStream::ofProgram).map(EventStream::ticket).collect(Collectors.toSet());
        try {
            end(credentials.ended(tickets));
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("Streams stay while the database is away", e);
        }
    }

    private void end(Set<String> tickets) {
        close(all().filter(stream -> tickets.contains(stream.ticket())));
    }

    @Scheduled(fixedRate = HEARTBEAT_SECONDS * 1000)
    void beat() {
        Instant now = clock.instant();
        for (EncodedRuleset current : rulesets.all()) {
            beat(sdks.getOrDefault(current.environment(), Set.of()), Events.heartbeat(now, current));
        }
        beat(screens, Events.heartbeat(now));
    }

    private static void beat(Set<EventStream> streams, byte[] heartbeat) {
        for (EventStream stream : streams) {
            if (!stream.heartbeat(heartbeat)) {
                stream.close();
            }
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Ends all streams before the web server waits for requests to end, so that clients go to another node at once. */
    @Override
    public void stop() {
        running = false;
        close(all());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Closing takes a stream out of its set, so they are listed first. */
    private static void close(Stream<EventStream> streams) {
        streams.toList().forEach(EventStream::close);
    }

    private Stream<EventStream> all() {
        return Stream.concat(screens.stream(), sdks.values().stream().flatMap(Set::stream));
    }

    private long count() {
        return all().count();
    }
}

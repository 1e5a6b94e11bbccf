package io.holdfast.server.stream;

import io.holdfast.server.ruleset.EncodedRuleset;
import io.holdfast.server.ruleset.RulesetChanged;
import io.holdfast.server.ruleset.Rulesets;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** All open event streams of this node. An event is encoded once for everybody. Thread-safe. */
@Service
class Streams implements SmartLifecycle {
    private static final int HEARTBEAT_SECONDS = 10;

    private final Rulesets rulesets;
    private final InstantSource clock;
    private final Map<String, Set<EventStream>> sdks = new ConcurrentHashMap<>();
    private final Set<EventStream> screens = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    Streams(Rulesets rulesets, InstantSource clock, MeterRegistry meters) {
        this.rulesets = rulesets;
        this.clock = clock;
        Gauge.builder("holdfast.streams", this, Streams::count)
                .description("Open streams of SDKs and screens")
                .register(meters);
    }

    /** Opens an SDK's stream: a heartbeat, then the ruleset unless the SDK has it, then each newer one. */
    void openSdk(
            EncodedRuleset known,
            @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Set<EventStream> members = sdks.computeIfAbsent(known.environment(), key -> ConcurrentHashMap.newKeySet());
        EventStream stream = EventStream.open(request, response, members::remove);
        members.add(stream);
        // Read after joining, so that no change falls between.
        EncodedRuleset current = rulesets.find(known.environment()).orElse(known);
        stream.heartbeat(Events.heartbeat(clock.instant(), current));
        if (!current.ruleset().version().equals(lastEventId)) {
            stream.state(Events.put(current));
        }
        begin(stream);
    }

    /** Opens a screen's stream. */
    void openScreen(HttpServletRequest request, HttpServletResponse response) throws IOException {
        EventStream stream = EventStream.open(request, response, screens::remove);
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
        sdks.values().forEach(members -> List.copyOf(members).forEach(EventStream::close));
        List.copyOf(screens).forEach(EventStream::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private int count() {
        return screens.size() + sdks.values().stream().mapToInt(Set::size).sum();
    }
}

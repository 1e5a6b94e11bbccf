package io.holdfast.client;

import io.holdfast.engine.InvalidRulesetException;
import io.holdfast.engine.Ruleset;
import io.holdfast.engine.RulesetCodec;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a client's knowledge in step with a server, on one thread.
 *
 * <p>What happens when things fail:
 * <ol>
 *   <li>A stream ends, breaks, or sends not one byte for {@link #SILENCE}: it is opened again, after a wait, at the next
 *       server of the list.
 *   <li>A stream cannot be opened: the ruleset is fetched once, so that a proxy that lets no stream through still leaves
 *       polling; then the stream is tried again after the wait.
 *   <li>Every failure, of whatever kind, waits: exponentially longer with full jitter, 30 seconds at most. The wait starts
 *       over when a stream has delivered an event.
 *   <li>401 and 403 wait near the cap at once but never stop for good: a key can be put right on the server.
 *   <li>{@code Retry-After} makes a wait longer, to ten minutes at most.
 *   <li>A ruleset that cannot be read, or that is not newer, is not taken. What is known stays, for ever.
 *   <li>No failure reaches a check. The status says since when nothing was heard.
 * </ol>
 */
final class Synchroniser {
    static final Duration SILENCE = Duration.ofSeconds(25);
    private static final Logger LOG = LoggerFactory.getLogger(FlagClient.class);
    private static final Pattern SERVER_TIME = Pattern.compile("\"serverTime\":\"([^\"]{1,40})\"");
    private static final long MOST_RETRY_AFTER_SECONDS = 600;

    private final ServerCalls calls;
    private final Knowledge knowledge;
    private final Contact contact;
    private final LongSupplier ticker;
    private final Backoff backoff = new Backoff();
    private final LongAdder failures = new LongAdder();
    private final Thread thread = Threads.named("holdfast-sync").newThread(this::run);
    private volatile boolean running = true;
    private volatile long lastByte;
    private volatile @Nullable InputStream body;
    private boolean failing;

    /** What is told of the contact with the server. */
    interface Contact {
        /** A server answered; what is known is current. */
        void heard();

        /** Contact was lost. */
        void lost();
    }

    Synchroniser(ServerCalls calls, Knowledge knowledge, Contact contact, LongSupplier ticker) {
        this.calls = calls;
        this.knowledge = knowledge;
        this.contact = contact;
        this.ticker = ticker;
    }

    void start() {
        thread.start();
    }

    void close() {
        running = false;
        closeBody();
        thread.interrupt();
    }

    long failures() {
        return failures.sum();
    }

    /** Ends a stream that has been silent for too long; called regularly from another thread. */
    void checkSilence() {
        if (body != null && ticker.getAsLong() - lastByte > SILENCE.toNanos()) {
            LOG.info("Nothing heard for {} s, connecting anew", SILENCE.toSeconds());
            closeBody();
        }
    }

    private void run() {
        while (running) {
            Duration wait;
            try {
                wait = readStream();
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                wait = failed(e.toString(), false);
                poll();
            }
            if (running) {
                calls.nextServer();
                LockSupport.parkNanos(wait.toNanos());
            }
        }
    }

    private Duration readStream() throws IOException, InterruptedException {
        HttpResponse<InputStream> response = calls.stream(version());
        try (InputStream in = response.body()) {
            if (response.statusCode() != 200) {
                return refused(response);
            }
            lastByte = ticker.getAsLong();
            body = in;
            readEvents(new EventReader(in, () -> lastByte = ticker.getAsLong()));
        } finally {
            body = null;
        }
        return failed("the stream ended", false);
    }

    private Duration refused(HttpResponse<?> response) {
        int status = response.statusCode();
        Duration wait = failed("the server answered " + status, status == 401 || status == 403);
        long retryAfter = response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,9}"))
                .map(Long::valueOf)
                .orElse(0L);
        Duration asked = Duration.ofSeconds(Math.min(retryAfter, MOST_RETRY_AFTER_SECONDS));
        if (status != 401 && status != 403) {
            poll();
        }
        return asked.compareTo(wait) > 0 ? asked : wait;
    }

    private void readEvents(EventReader events) throws IOException {
        for (EventReader.Event event = events.next(); event != null && running; event = events.next()) {
            switch (event.name()) {
                case "put" -> take(event.data());
                case "heartbeat" -> learnTime(event.text());
                default -> {
                    // A newer server may send more; the next put holds it all.
                }
            }
            heard();
        }
    }

    private void heard() {
        backoff.reset();
        if (knowledge.get().known()) {
            contact.heard();
        }
        if (failing) {
            failing = false;
            LOG.info("In contact with {}", calls.server());
        }
    }

    private Duration failed(String why, boolean refused) {
        if (!running) {
            return Duration.ZERO;
        }
        failures.increment();
        contact.lost();
        if (!failing) {
            failing = true;
            LOG.warn("Lost contact with {}: {}. Going on with what is known.", calls.server(), why);
        }
        return backoff.next(refused);
    }

    private void poll() {
        try {
            HttpResponse<byte[]> response = calls.ruleset(version());
            response.headers().firstValue("Holdfast-Server-Time").ifPresent(this::learn);
            if (response.statusCode() == 200) {
                take(response.body());
            }
            if (response.statusCode() == 200 || response.statusCode() == 304) {
                contact.heard();
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("Polling failed too", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(byte[] json) {
        try {
            Ruleset ruleset = RulesetCodec.read(json, RulesetCodec.Mode.LENIENT);
            knowledge.accept(ruleset);
        } catch (InvalidRulesetException e) {
            failures.increment();
            LOG.warn("The server sent a ruleset that cannot be used; keeping the last one: {}", e.getMessage());
        }
    }

    private void learnTime(String heartbeat) {
        Matcher matcher = SERVER_TIME.matcher(heartbeat);
        if (matcher.find()) {
            learn(matcher.group(1));
        }
    }

    private void learn(String serverTime) {
        try {
            knowledge.serverTime(Instant.parse(serverTime));
        } catch (DateTimeException e) {
            LOG.debug("The server's time cannot be read", e);
        }
    }

    private @Nullable String version() {
        Snapshot snapshot = knowledge.get();
        return snapshot.known() ? snapshot.ruleset().version() : null;
    }

    private void closeBody() {
        InputStream open = body;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("Closing a stream failed", e);
            }
        }
    }
}

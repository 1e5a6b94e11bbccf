package io.holdfast.client;

import io.holdfast.engine.InstanceIdentity;
import io.holdfast.engine.Stage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Tells the server what this instance applied and counted. A report that fails is not repeated; its counts are lost, since
 * holding on to them would need a bound and a policy of its own for figures that nobody bills by.
 */
final class Reporter {
    private static final Logger LOG = LoggerFactory.getLogger(FlagClient.class);
    private static final JsonFactory JSON = new JsonFactory();

    /** Different routes counted between two reports; further ones are counted together. */
    private static final int MOST_ROUTES = 500;

    private static final int MOST_EVALUATIONS = 400;

    private final ServerCalls calls;
    private final Knowledge knowledge;
    private final InstanceIdentity identity;
    private final InstantSource clock;
    private final Map<Refused, LongAdder> refusals = new ConcurrentHashMap<>();
    private final LongAdder allRefusals = new LongAdder();
    private final LongAdder allEvaluations = new LongAdder();

    Reporter(ServerCalls calls, Knowledge knowledge, InstanceIdentity identity, InstantSource clock) {
        this.calls = calls;
        this.knowledge = knowledge;
        this.identity = identity;
        this.clock = clock;
    }

    void refused(String method, String route, Stage stage) {
        allRefusals.increment();
        boolean bounded = refusals.size() < MOST_ROUTES;
        Refused refused = new Refused(bounded ? method : "", bounded ? route : "(others)", stage);
        refusals.computeIfAbsent(refused, key -> new LongAdder()).increment();
    }

    long refusals() {
        return allRefusals.sum();
    }

    long evaluations() {
        return allEvaluations.sum();
    }

    void send(Collection<FlagHandle> handles) {
        try {
            int status = calls.report(write(handles)).statusCode();
            if (status >= 300) {
                LOG.debug("A report was answered with {}", status);
            }
        } catch (IOException e) {
            LOG.debug("A report could not be sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] write(Collection<FlagHandle> handles) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            writeInstance(out);
            writeApplied(out);
            writeEvaluations(out, handles);
            writeRefusals(out);
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private void writeInstance(JsonGenerator out) {
        out.writeObjectPropertyStart("instance");
        out.writeStringProperty("id", identity.id());
        out.writeStringProperty("application", identity.application());
        if (!identity.region().isEmpty()) {
            out.writeStringProperty("region", identity.region());
        }
        out.writeStringProperty("sdk", ServerCalls.SDK);
        out.writeEndObject();
    }

    private void writeApplied(JsonGenerator out) {
        Snapshot snapshot = knowledge.get();
        out.writeObjectPropertyStart("applied");
        out.writeNumberProperty("epoch", snapshot.ruleset().epoch());
        out.writeNumberProperty("revision", snapshot.ruleset().revision());
        out.writeStringProperty("stage", snapshot.posture().stage().name());
        out.writeNumberProperty("shedLevel", snapshot.posture().shedLevel());
        out.writeStringProperty("at", clock.instant().toString());
        out.writeEndObject();
    }

    private void writeEvaluations(JsonGenerator out, Collection<FlagHandle> handles) {
        out.writeArrayPropertyStart("evaluations");
        int[] written = {0};
        for (FlagHandle handle : handles) {
            if (written[0] >= MOST_EVALUATIONS) {
                break; // The rest is counted on and goes with a later report.
            }
            handle.drain((variation, count) -> {
                written[0]++;
                allEvaluations.add(count);
                out.writeStartObject();
                out.writeStringProperty("flag", handle.key());
                if (!variation.isEmpty()) {
                    out.writeStringProperty("variation", variation);
                }
                out.writeNumberProperty("count", count);
                out.writeEndObject();
            });
        }
        out.writeEndArray();
    }

    private void writeRefusals(JsonGenerator out) {
        out.writeArrayPropertyStart("refusals");
        for (Refused refused : List.copyOf(refusals.keySet())) {
            LongAdder count = refusals.remove(refused);
            if (count != null && count.sum() > 0) {
                out.writeStartObject();
                out.writeStringProperty("route", refused.route());
                out.writeStringProperty("method", refused.method());
                out.writeStringProperty("stage", refused.stage().name());
                out.writeNumberProperty("count", count.sum());
                out.writeEndObject();
            }
        }
        out.writeEndArray();
    }

    private record Refused(String method, String route, Stage stage) {}
}

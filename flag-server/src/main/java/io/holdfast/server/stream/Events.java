package io.holdfast.server.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.server.ruleset.EncodedRuleset;
import java.io.ByteArrayOutputStream;
import java.time.Instant;

/** The bytes of server-sent events. */
final class Events {
    private Events() {}

    /** The whole ruleset, for SDKs. */
    static byte[] put(EncodedRuleset current) {
        byte[] head = ("event: put\nid: " + current.ruleset().version() + "\ndata: ").getBytes(UTF_8);
        ByteArrayOutputStream event = new ByteArrayOutputStream(head.length + current.json().length + 2);
        event.writeBytes(head);
        event.writeBytes(current.json());
        event.writeBytes("\n\n".getBytes(UTF_8));
        return event.toByteArray();
    }

    /** That an environment changed, for screens. */
    static byte[] changed(EncodedRuleset current) {
        return ("event: changed\ndata: {\"environment\":\"" + current.environment() + "\"," + version(current)
                        + "}\n\n")
                .getBytes(UTF_8);
    }

    /** That the connection lives, what time it is here, and what the newest revision is. */
    static byte[] heartbeat(Instant now, EncodedRuleset current) {
        return ("event: heartbeat\ndata: {\"serverTime\":\"" + now + "\"," + version(current) + "}\n\n")
                .getBytes(UTF_8);
    }

    static byte[] heartbeat(Instant now) {
        return ("event: heartbeat\ndata: {\"serverTime\":\"" + now + "\"}\n\n").getBytes(UTF_8);
    }

    private static String version(EncodedRuleset current) {
        return "\"epoch\":" + current.ruleset().epoch() + ",\"revision\":"
                + current.ruleset().revision();
    }
}

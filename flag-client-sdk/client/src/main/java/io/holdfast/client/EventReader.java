package io.holdfast.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.engine.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events (WHATWG HTML, section 9.2), as far as Holdfast's streams use them. For one thread. */
final class EventReader {
    private final InputStream in;
    private final Runnable onBytes;
    private final byte[] buffer = new byte[16 * 1024];
    private int position;
    private int end;

    /** Calls {@code onBytes} whenever anything arrives, a heartbeat or a comment included. */
    EventReader(InputStream in, Runnable onBytes) {
        this.in = in;
        this.onBytes = onBytes;
    }

    /** An event's name and data; the data is empty for an event without any. */
    static final class Event {
        private final String name;
        private final byte[] data;

        Event(String name, byte[] data) {
            this.name = name;
            this.data = data;
        }

        String name() {
            return name;
        }

        byte[] data() {
            return data;
        }

        String text() {
            return new String(data, UTF_8);
        }
    }

    /** The next event, or null at the end of the stream. */
    @Nullable
    Event next() throws IOException {
        String name = "message";
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        while (true) {
            byte[] line = line();
            if (line == null) {
                return null;
            }
            if (line.length == 0) {
                if (data.size() > 0) {
                    return new Event(name, data.toByteArray());
                }
                name = "message";
                continue;
            }
            if (startsWith(line, "event:")) {
                name = value(line, 6);
            } else if (startsWith(line, "data:")) {
                if (data.size() > 0) {
                    data.write('\n');
                }
                int start = valueStart(line, 5);
                data.write(line, start, line.length - start);
                limit(data.size());
            }
        }
    }

    private byte @Nullable [] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int value = read();
            if (value < 0) {
                return null;
            }
            if (value == '\n') {
                return line.toByteArray();
            }
            if (value != '\r') {
                line.write(value);
                limit(line.size());
            }
        }
    }

    private int read() throws IOException {
        if (position == end) {
            end = in.read(buffer);
            position = 0;
            if (end <= 0) {
                end = 0;
                return -1;
            }
            onBytes.run();
        }
        return buffer[position++] & 0xff;
    }

    private static void limit(int size) throws IOException {
        if (size > Limits.DOCUMENT_BYTES) {
            throw new IOException("An event is larger than " + Limits.DOCUMENT_BYTES + " bytes");
        }
    }

    private static boolean startsWith(byte[] line, String field) {
        if (line.length < field.length()) {
            return false;
        }
        for (int i = 0; i < field.length(); i++) {
            if (line[i] != field.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int valueStart(byte[] line, int afterColon) {
        return line.length > afterColon && line[afterColon] == ' ' ? afterColon + 1 : afterColon;
    }

    private static String value(byte[] line, int afterColon) {
        int start = valueStart(line, afterColon);
        return new String(line, start, line.length - start, UTF_8);
    }
}

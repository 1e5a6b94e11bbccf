package io.holdfast.server.stream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client's event stream. Writing never blocks: bytes go out when the connection takes them, and what waits is at most
 * one heartbeat and the newest state, whatever else happened meanwhile. So a slow client costs two references, not memory
 * without bound. Thread-safe.
 */
final class EventStream implements WriteListener, AsyncListener {
    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Consumer<EventStream> closed;
    private final String ticket;
    private final boolean program;
    private byte @Nullable [] waitingHeartbeat;
    private byte @Nullable [] waitingState;
    private boolean started;
    private boolean flushed = true;
    private boolean open = true;
    private int heartbeatsMissed;

    private EventStream(AsyncContext context, Connection connection, Consumer<EventStream> closed) throws IOException {
        this.context = context;
        this.ticket = connection.ticket();
        this.program = connection.program() != null;
        this.out = context.getResponse().getOutputStream();
        this.closed = closed;
    }

    static EventStream open(Connection connection, Consumer<EventStream> closed) throws IOException {
        HttpServletResponse response = connection.response();
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        // Reverse proxies that buffer would hold events back.
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext context = connection.request().startAsync(connection.request(), response);
        context.setTimeout(0);
        EventStream stream = new EventStream(context, connection, closed);
        context.addListener(stream);
        return stream;
    }

    /** What let it in, see {@link Connection#ticket}. */
    String ticket() {
        return ticket;
    }

    /** Whether the ticket is a key or token, which can be revoked elsewhere; a session is this node's own. */
    boolean ofProgram() {
        return program;
    }

    /** Begins to write; what was offered before goes out first. */
    void start() {
        out.setWriteListener(this);
    }

    /** Sends {@code event}, replacing an older state that the client has not taken yet. */
    synchronized void state(byte[] event) {
        waitingState = event;
        write();
    }

    /** Sends {@code event}. Answers whether the client takes anything at all. */
    synchronized boolean heartbeat(byte[] event) {
        heartbeatsMissed = waitingHeartbeat == null ? 0 : heartbeatsMissed + 1;
        waitingHeartbeat = event;
        write();
        return heartbeatsMissed < 3;
    }

    /** Ends the stream. Idempotent. */
    void close() {
        synchronized (this) {
            if (!open) {
                return;
            }
            open = false;
        }
        closed.accept(this);
        try {
            context.complete();
        } catch (IllegalStateException e) {
            // The container has ended it already.
            return;
        }
    }

    @Override
    public synchronized void onWritePossible() {
        started = true;
        write();
    }

    private void write() {
        if (!started || !open) {
            return;
        }
        try {
            while (out.isReady()) {
                byte[] next = next();
                if (next == null) {
                    if (flushed) {
                        return;
                    }
                    flushed = true;
                    out.flush();
                } else {
                    flushed = false;
                    out.write(next);
                }
            }
        } catch (IOException | IllegalStateException e) {
            close();
        }
    }

    private byte @Nullable [] next() {
        byte[] next = waitingHeartbeat;
        if (next != null) {
            waitingHeartbeat = null;
            return next;
        }
        next = waitingState;
        waitingState = null;
        return next;
    }

    @Override
    public void onError(Throwable failure) {
        close();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        close();
    }

    @Override
    public void onError(AsyncEvent event) {
        close();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}

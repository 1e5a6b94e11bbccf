package io.holdfast.server.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds how much is read of a body, and for how long.
 *
 * <ol>
 *   <li>A body over its limit is refused: at once when its length is announced, else while it is read.
 *   <li>A body that takes longer than {@link #PATIENCE} is refused, however steadily it drips.
 *   <li>What nobody has read is read and thrown away, so that its sender gets to hear the answer; but at most
 *       {@value #MOST_LEFT_BYTES} bytes in {@link #PATIENCE}. After that the connection is closed.
 * </ol>
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class BodyLimitFilter extends OncePerRequestFilter {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final long MOST_LEFT_BYTES = 32 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(BodyLimitFilter.class);
    private static final long MANAGEMENT_BYTES = 256 * 1024;
    private static final long SDK_BYTES = 64 * 1024;
    /** A hundred thousand targeting keys of forty characters. */
    private static final long SEGMENT_BYTES = 4 * 1024 * 1024;

    private final Problems problems;
    private final LongSupplier nanoTicker;

    @Autowired
    BodyLimitFilter(Problems problems) {
        this(problems, System::nanoTime);
    }

    BodyLimitFilter(Problems problems, LongSupplier nanoTicker) {
        this.problems = problems;
        this.nanoTicker = nanoTicker;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long limit = limit(request.getRequestURI());
        Limited limited = new Limited(request, limit);
        if (request.getContentLengthLong() > limit) {
            String detail = new ProblemException.PayloadTooLarge(limit).getMessage();
            problems.write(ProblemType.PAYLOAD_TOO_LARGE, detail, request, response);
        } else {
            chain.doFilter(limited, response);
        }
        if (hasBody(request) && !limited.late && !request.isAsyncStarted()) {
            // The answer first: its sender may be waiting for it, and reading can fail.
            response.flushBuffer();
            throwAwayTheRest(limited);
        }
    }

    private static long limit(String path) {
        if (path.startsWith("/sdk/")) {
            return SDK_BYTES;
        }
        return path.startsWith("/api/v1/segments") ? SEGMENT_BYTES : MANAGEMENT_BYTES;
    }

    /** A client that asks first has not sent its body, unless somebody wanted it. */
    private static boolean hasBody(HttpServletRequest request) {
        boolean announced =
                request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        return announced && request.getHeader(HttpHeaders.EXPECT) == null;
    }

    private static void throwAwayTheRest(Limited request) {
        byte[] buffer = new byte[8192];
        try {
            ServletInputStream rest = request.limited(MOST_LEFT_BYTES);
            while (rest.read(buffer, 0, buffer.length) >= 0) {
                // Nobody wants it.
            }
        } catch (IOException | ProblemException e) {
            LOG.debug("A body was not read to its end", e);
        }
    }

    private final class Limited extends HttpServletRequestWrapper {
        private final long limit;
        private boolean late;

        Limited(HttpServletRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return limited(limit);
        }

        ServletInputStream limited(long most) throws IOException {
            return new CountedStream(super.getInputStream(), most, () -> late = true);
        }
    }

    private final class CountedStream extends ServletInputStream {
        private final ServletInputStream body;
        private final long limit;
        private final long began = nanoTicker.getAsLong();
        private final Runnable whenLate;
        private long read;

        CountedStream(ServletInputStream body, long limit, Runnable whenLate) {
            this.body = body;
            this.limit = limit;
            this.whenLate = whenLate;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = readInTime(into, offset, length);
            read += Math.max(count, 0);
            if (read > limit) {
                throw new ProblemException.PayloadTooLarge(limit);
            }
            if (count >= 0 && nanoTicker.getAsLong() - began > PATIENCE.toNanos()) {
                throw late();
            }
            return count;
        }

        private int readInTime(byte[] into, int offset, int length) throws IOException {
            try {
                return body.read(into, offset, length);
            } catch (IOException e) {
                if (NestedExceptionUtils.getMostSpecificCause(e) instanceof SocketTimeoutException) {
                    throw late();
                }
                throw e;
            }
        }

        private ProblemException late() {
            whenLate.run();
            return new ProblemException.RequestTimeout();
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}

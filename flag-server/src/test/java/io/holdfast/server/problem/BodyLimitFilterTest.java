package io.holdfast.server.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

/** How long a body may take, on a clock of the test's own. */
@Tag("S3")
class BodyLimitFilterTest {
    private final AtomicLong nanos = new AtomicLong();
    private final BodyLimitFilter filter = new BodyLimitFilter(new Problems(new JsonMapper()), nanos::get);
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final FilterChain reader =
            (request, answer) -> request.getInputStream().readAllBytes();

    @Test
    void aBodyThatDripsForTooLongIsRefusedHoweverSteadilyItComes() {
        Dripping body = new Dripping(Duration.ofSeconds(1));
        assertThatThrownBy(() -> filter.doFilter(request(body), response, reader))
                .isInstanceOf(ProblemException.RequestTimeout.class);
        assertThat(body.read).isEqualTo(BodyLimitFilter.PATIENCE.toSeconds() + 1);
    }

    @Test
    void whatNobodyWantsIsNotReadForLongerEither() throws Exception {
        Dripping body = new Dripping(Duration.ofSeconds(1));
        filter.doFilter(
                request(body), response, (request, answer) -> answer.getWriter().write("no"));
        assertThat(response.isCommitted()).isTrue();
        assertThat(body.read).isEqualTo(BodyLimitFilter.PATIENCE.toSeconds() + 1);
    }

    @Test
    void whatNobodyWantsIsNotReadForEver() throws Exception {
        Dripping body = new Dripping(Duration.ZERO);
        filter.doFilter(request(body), response, (request, answer) -> {});
        assertThat(body.read).isEqualTo(BodyLimitFilter.MOST_LEFT_BYTES + 1);
    }

    @Test
    void aSilenceIsRefusedAndNotWaitedForAgain() throws Exception {
        Dripping body = new Dripping(Duration.ZERO);
        body.failure = new IOException(new SocketTimeoutException());
        FilterChain answers = (request, answer) -> {
            assertThatThrownBy(() -> reader.doFilter(request, answer))
                    .isInstanceOf(ProblemException.RequestTimeout.class);
            answer.getWriter().write("late");
        };
        filter.doFilter(request(body), response, answers);
        assertThat(body.read).isEqualTo(1);
    }

    private static MockHttpServletRequest request(ServletInputStream body) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/projects") {
            @Override
            public ServletInputStream getInputStream() {
                return body;
            }
        };
        request.addHeader("Transfer-Encoding", "chunked");
        return request;
    }

    /** Never ends; each byte takes a while. */
    private class Dripping extends ServletInputStream {
        private final Duration each;

        @Nullable
        IOException failure;

        long read;

        Dripping(Duration each) {
            this.each = each;
        }

        @Override
        public int read() throws IOException {
            nanos.addAndGet(each.toNanos());
            read++;
            if (failure != null) {
                throw failure;
            }
            return ' ';
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            into[offset] = (byte) read();
            return 1;
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}

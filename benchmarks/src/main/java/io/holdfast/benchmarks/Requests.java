package io.holdfast.benchmarks;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.servlet.http.MappingMatch;
import java.lang.reflect.Proxy;

/** The least of a request and a response that the guard's filter needs, so that only the filter is measured. */
final class Requests {
    private static final HttpServletMapping PAGE = new Page();

    private Requests() {}

    static HttpServletRequest get() {
        return new Get();
    }

    static HttpServletResponse response() {
        return new Response();
    }

    private static <T> T unused(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            throw new UnsupportedOperationException(method.toString());
        }));
    }

    private static final class Get extends HttpServletRequestWrapper {
        Get() {
            super(unused(HttpServletRequest.class));
        }

        @Override
        public DispatcherType getDispatcherType() {
            return DispatcherType.REQUEST;
        }

        @Override
        public HttpServletMapping getHttpServletMapping() {
            return PAGE;
        }

        @Override
        public String getMethod() {
            return "GET";
        }
    }

    private static final class Page implements HttpServletMapping {
        @Override
        public String getMatchValue() {
            return "";
        }

        @Override
        public String getPattern() {
            return "/";
        }

        @Override
        public String getServletName() {
            return "page";
        }

        @Override
        public MappingMatch getMappingMatch() {
            return MappingMatch.DEFAULT;
        }
    }

    /** Takes headers and forgets them: a container would write them into a buffer. */
    private static final class Response extends HttpServletResponseWrapper {
        Response() {
            super(unused(HttpServletResponse.class));
        }

        @Override
        public void setHeader(String name, String value) {}

        @Override
        public void addHeader(String name, String value) {}
    }
}

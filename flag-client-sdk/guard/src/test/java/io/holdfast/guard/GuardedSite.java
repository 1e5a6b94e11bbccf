package io.holdfast.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdfast.client.FlagClient;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/**
 * A plain servlet behind the guard, on a real Tomcat that takes every spelling of a path. The servlet writes down what it
 * did; requests go out byte by byte as a test spells them.
 */
final class GuardedSite implements AutoCloseable {
    static final String CONTEXT = "/shop";

    /** Held here, since a logger that nobody holds forgets its level. */
    private static final Logger TOMCAT_LOG = Logger.getLogger("org.apache");

    static {
        TOMCAT_LOG.setLevel(Level.OFF);
    }

    /** What the servlet has done, as method and decoded path. */
    final List<String> handled = new CopyOnWriteArrayList<>();

    private final Tomcat tomcat = new Tomcat();

    GuardedSite(Path directory, FlagClient flags, RouteResolver... resolvers) throws LifecycleException {
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setAllowTrace(true);
        tomcat.getConnector().setEncodedSolidusHandling("decode");
        Context context = tomcat.addContext(CONTEXT, null);
        Wrapper servlet = Tomcat.addServlet(context, "site", new Site());
        servlet.setAsyncSupported(true);
        servlet.addMapping("/*");
        ErrorPage page = new ErrorPage();
        page.setLocation("/error-page");
        context.addErrorPage(page);
        guard(context, new BrowseOnlyFilter(flags, List.of(resolvers)));
        tomcat.start();
    }

    /** Sends a request without a body; {@code headers} are whole lines. */
    Answer send(String method, String path, String... headers) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), tomcat.getConnector().getLocalPort())) {
            socket.setSoTimeout(30_000);
            String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            // HTTP 1.0, so that the body comes as it is, up to the end of the connection.
            String request =
                    method + " " + path + " HTTP/1.0\r\nHost: localhost\r\nContent-Length: 0\r\n" + more + "\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return Answer.parse(new String(socket.getInputStream().readAllBytes(), UTF_8));
        }
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    private static void guard(Context context, BrowseOnlyFilter filter) {
        FilterDef definition = new FilterDef();
        definition.setFilterName("guard");
        definition.setFilter(filter);
        definition.setAsyncSupported("true");
        context.addFilterDef(definition);
        FilterMap everything = new FilterMap();
        everything.setFilterName("guard");
        everything.addURLPattern("/*");
        for (DispatcherType type : DispatcherType.values()) {
            everything.setDispatcher(type.name());
        }
        context.addFilterMap(everything);
    }

    /** Does what the last part of the path says. */
    private final class Site extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            String path = String.valueOf(request.getPathInfo());
            handled.add(request.getMethod() + " " + path);
            switch (path) {
                case "/forward" -> request.getRequestDispatcher("/page").forward(request, response);
                case "/async" -> request.startAsync().dispatch("/page");
                case "/send-error" -> response.sendError(HttpServletResponse.SC_CONFLICT);
                case "/throw" -> throw new ServletException("on purpose");
                default -> response.getOutputStream().write(("did " + path).getBytes(UTF_8));
            }
        }
    }
}

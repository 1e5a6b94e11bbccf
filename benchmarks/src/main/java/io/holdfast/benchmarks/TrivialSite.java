package io.holdfast.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.jspecify.annotations.Nullable;

/** A real Tomcat whose one page is two bytes, and one visitor whose connection stays open. */
final class TrivialSite implements AutoCloseable {
    private static final byte[] PAGE = "ok".getBytes(US_ASCII);
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII);
    private static final Logger QUIET = Logger.getLogger("org.apache");

    private final Tomcat tomcat = new Tomcat();
    private final Socket visitor;
    private final byte[] answer = new byte[4096];

    private TrivialSite(@Nullable Filter guard) throws IOException, LifecycleException {
        QUIET.setLevel(Level.SEVERE);
        Path folder = Files.createTempDirectory("trivial-site");
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
        Context context = tomcat.addContext("", folder.toString());
        Tomcat.addServlet(context, "page", new Page()).addMapping("/");
        if (guard != null) {
            add(guard, context);
        }
        tomcat.start();
        visitor = new Socket(
                InetAddress.getLoopbackAddress(), tomcat.getConnector().getLocalPort());
        visitor.setTcpNoDelay(true);
    }

    static TrivialSite open(@Nullable Filter guard) {
        try {
            return new TrivialSite(guard);
        } catch (IOException | LifecycleException e) {
            throw new IllegalStateException("The site does not open", e);
        }
    }

    /** Asks for the page and reads the whole answer. Answers its size. */
    int visit() throws IOException {
        visitor.getOutputStream().write(REQUEST);
        InputStream in = visitor.getInputStream();
        int length = 0;
        // The page ends with its two bytes; an answer this short comes in one piece or two.
        do {
            length += Math.max(0, in.read(answer, length, answer.length - length));
        } while (answer[length - 1] != PAGE[1] || answer[length - 2] != PAGE[0]);
        return length;
    }

    @Override
    public void close() throws IOException, LifecycleException {
        visitor.close();
        tomcat.stop();
        tomcat.destroy();
    }

    private static void add(Filter filter, Context context) {
        FilterDef definition = new FilterDef();
        definition.setFilterName("guard");
        definition.setFilter(filter);
        context.addFilterDef(definition);
        FilterMap everything = new FilterMap();
        everything.setFilterName("guard");
        everything.addURLPattern("/*");
        context.addFilterMap(everything);
    }

    private static final class Page extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentLength(PAGE.length);
            response.getOutputStream().write(PAGE);
        }
    }
}

package io.holdfast.server.problem;

import java.io.IOException;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Has Tomcat say in a problem document what it refuses by itself, such as a path that it cannot read. */
@Component
class TomcatProblems implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {
    private final Problems problems;

    TomcatProblems(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addContextCustomizers(this::report);
        factory.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                // Who asks before sending a body is told of a refusal instead of being asked to go on.
                http.setContinueResponseTiming("onRead");
            }
        });
    }

    private void report(Context context) {
        // Added last, so it reports before Tomcat's own, which then finds the answer written.
        Container host = context.getParent();
        host.getPipeline().addValve(new Report(problems));
    }

    private static final class Report extends ErrorReportValve {
        private static final Logger LOG = LoggerFactory.getLogger(TomcatProblems.class);

        private static final String MALFORMED = "The request line or a header is malformed, or too long.";

        private final Problems problems;

        Report(Problems problems) {
            this.problems = problems;
        }

        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            try {
                ProblemType type = ProblemType.of(response.getStatus());
                problems.write(type, type == ProblemType.MALFORMED_REQUEST ? MALFORMED : null, request, response);
                response.finishResponse();
            } catch (IOException e) {
                LOG.debug("The client went away", e);
            }
        }
    }
}

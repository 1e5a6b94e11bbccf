package io.holdfast.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application that knows nothing of Holdfast but the dependency and two properties. */
class TwoPropertiesTest {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @RestController
    static class Application {
        @GetMapping("/")
        String read() {
            return "read";
        }

        @PostMapping("/")
        String write() {
            return "written";
        }
    }

    @Test
    @Tag("P2")
    void sufficeToRefuseWritesAndGoOnReading() throws IOException {
        try (HeldServer server = new HeldServer();
                ConfigurableApplicationContext application = SpringApplication.run(
                        Application.class,
                        "--server.port=0",
                        "--holdfast.server=" + server.url(),
                        "--holdfast.sdk-key=" + HeldServer.KEY)) {
            Http http = new Http(application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                HttpResponse<String> refused = http.send("POST", "/");
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.body()).contains("Held");
            });
            assertThat(http.send("GET", "/").body()).isEqualTo("read");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(server.keys).contains("Bearer " + HeldServer.KEY));
        }
    }
}

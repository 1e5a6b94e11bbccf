package io.holdfast.spring;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.client.BooleanFlag;
import io.holdfast.client.BrowseOnlyException;
import io.holdfast.client.FlagClient;
import io.holdfast.engine.EvaluationContext;
import io.holdfast.engine.Stage;
import io.holdfast.guard.AllowedInBrowseOnly;
import io.holdfast.guard.ReadsOnly;
import io.holdfast.testkit.TestFlags;
import io.holdfast.testkit.WithFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the README tells people to write: the very lines, compiled here and run. */
class ReadmeTest {
    private static final Path README = Path.of("../../README.md");
    private static final Path THIS = Path.of("src/test/java/io/holdfast/spring/ReadmeTest.java");

    private final AtomicInteger shown = new AtomicInteger();

    @Test
    void everyLineOfJavaIsFromThisFile() throws IOException {
        String source = bare(Files.readString(THIS));
        List<String> examples = blocks("java");

        assertThat(examples).hasSize(3);
        assertThat(examples).allSatisfy(example -> assertThat(source).contains(bare(example)));
    }

    @Test
    void theDependencyIsThisModule() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String parent = pom.substring(pom.indexOf("<parent>"), pom.indexOf("</parent>"));

        assertThat(blocks("xml")).singleElement().asString().satisfies(dependency -> {
            assertThat(pom).contains("<artifactId>" + between("artifactId", dependency) + "</artifactId>");
            assertThat(between("version", dependency)).isEqualTo(between("version", parent));
            assertThat(between("groupId", dependency)).isEqualTo(between("groupId", parent));
        });
    }

    @Test
    void theTwoPropertiesGuardTheHandlersAsDeclared() throws IOException {
        try (HeldServer server = new HeldServer();
                ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
                        .properties(properties(server))
                        .run("--server.port=0")) {
            Http http = new Http(application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(http.send("POST", "/order").statusCode()).isEqualTo(503));
            assertThat(http.send("POST", "/search?text=lark").body()).isEqualTo("results for lark");
            assertThat(http.send("POST", "/sign-in").body()).isEqualTo("welcome");
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @RestController
    static class Application {
        @ReadsOnly // a search by POST
        @PostMapping("/search")
        String search(@RequestParam String text) {
            return "results for " + text;
        }

        @AllowedInBrowseOnly // signing in goes on
        @PostMapping("/sign-in")
        String signIn() {
            return "welcome";
        }

        @PostMapping("/order")
        String order() {
            return "ordered";
        }
    }

    @Test
    void plainJavaAnswersAtOnceWithTheDefaults() {
        plainJava("hf_sdk_of_nobody", "ada");
        assertThat(shown).hasValue(1);
    }

    private void plainJava(String key, String userId) {
        FlagClient flags = FlagClient.builder()
                .server("http://localhost:8080")
                .sdkKey(key)
                .application("shop")
                .snapshotDirectory(Path.of("/var/lib/shop/holdfast"))
                .build()
                .start();

        BooleanFlag recommendations = flags.booleanFlag("recommendations", true); // resolve once, check for ever
        if (recommendations.isOn(EvaluationContext.of(userId).with("country", "FR"))) {
            showRecommendations();
        }
        flags.requireWritable(); // throws BrowseOnlyException while a hold enforces
        flags.close();
    }

    private void showRecommendations() {
        shown.incrementAndGet();
    }

    @Test
    @WithFlags(off = "recommendations")
    void refusesOrdersWhileAHoldEnforces(TestFlags flags, FlagClient client) {
        flags.hold(Stage.ENFORCE);

        assertThat(client.booleanFlag("recommendations", true).isOn()).isFalse();
        assertThatThrownBy(client::requireWritable).isInstanceOf(BrowseOnlyException.class);
    }

    private static String[] properties(HeldServer server) throws IOException {
        String properties = String.join("\n", blocks("properties"))
                .replace("http://localhost:8080", server.url())
                .replace("${HOLDFAST_SDK_KEY}", HeldServer.KEY);
        assertThat(properties.lines()).hasSize(2);
        return properties.lines().toArray(String[]::new);
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```")
                .matcher(Files.readString(README))
                .results()
                .map(block -> block.group(1).strip())
                .toList();
    }

    private static String between(String element, String xml) {
        return xml.substring(
                xml.indexOf("<" + element + ">") + element.length() + 2, xml.indexOf("</" + element + ">"));
    }

    /** Without indentation, which differs. */
    private static String bare(String code) {
        return code.lines().map(String::strip).collect(joining("\n"));
    }
}

package io.holdfast.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.client.ClientStatus;
import io.holdfast.client.FlagClient;
import io.holdfast.engine.Stage;
import io.holdfast.guard.BrowseOnlyFilter;
import io.holdfast.testkit.TestFlags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.Filter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;

class AutoConfigurationTest {
    private static final AutoConfigurations OURS = AutoConfigurations.of(
            HoldfastAutoConfiguration.class,
            HoldfastGuardAutoConfiguration.class,
            HoldfastMonitoringAutoConfiguration.class);

    /** Nobody listens on this port: the client goes on without. */
    private static final String[] TWO_PROPERTIES = {"holdfast.server=http://localhost:1", "holdfast.sdk-key=hf_sdk_x"};

    private final WebApplicationContextRunner web =
            new WebApplicationContextRunner().withConfiguration(OURS).withPropertyValues(TWO_PROPERTIES);

    @Test
    void twoPropertiesConfigureEverything() {
        web.run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(FlagClient.class).hasSingleBean(BrowseOnlyFilter.class);
            assertThat(context.getBean(FilterRegistrationBean.class).getOrder()).isNegative();
            assertThat(context).hasBean("holdfastHealthIndicator").hasSingleBean(HoldfastMetrics.class);
        });
    }

    @Test
    void withoutPropertiesItKeepsOut() {
        new WebApplicationContextRunner()
                .withConfiguration(OURS)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(FlagClient.class)
                        .doesNotHaveBean(BrowseOnlyFilter.class)
                        .doesNotHaveBean(HealthIndicator.class)
                        .doesNotHaveBean(MeterBinder.class));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(List.of("holdfast.sdk-key=hf_sdk_x"), "server"),
                Arguments.of(List.of("holdfast.server=http://localhost:1", "holdfast.sdk-key="), "sdkKey"),
                Arguments.of(List.of("holdfast.server=localhost:1", "holdfast.sdk-key=x"), "server must be an http"),
                Arguments.of(List.of("holdfast.server=,", "holdfast.sdk-key=x"), "server"),
                Arguments.of(
                        List.of("holdfast.server=http://a", "holdfast.sdk-key=x", "holdfast.region=Not A Key"),
                        "region"),
                Arguments.of(
                        List.of("holdfast.server=http://a", "holdfast.sdk-key=x", "holdfast.application=-"),
                        "application"),
                Arguments.of(List.of("holdfast.server=http://a", "holdfast.sdk-key=two words"), "sdkKey"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeFailsTheStartAndNamesTheProperty(List<String> properties, String named) {
        new WebApplicationContextRunner()
                .withConfiguration(OURS)
                .withPropertyValues(properties.toArray(String[]::new))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .message()
                        .contains(named)
                        .doesNotContain("two words"));
    }

    @ParameterizedTest
    @CsvSource({"My Shop!,my-shop-", "listings,listings", "__x,x", "'!!',application", "'',application"})
    void theApplicationsNameBecomesItsKey(String name, String key) {
        web.withPropertyValues("spring.application.name=" + name)
                .run(context -> assertThat(
                                context.getBean(FlagClient.class).identity().application())
                        .isEqualTo(key));
    }

    @Test
    void propertiesReachTheClient() {
        web.withPropertyValues("holdfast.application=shop", "holdfast.region=eu")
                .run(context -> {
                    FlagClient client = context.getBean(FlagClient.class);
                    assertThat(client.identity().application()).isEqualTo("shop");
                    assertThat(client.identity().region()).isEqualTo("eu");
                });
    }

    @Test
    void neverShowsTheKey() {
        web.run(context ->
                assertThat(context.getBean(HoldfastProperties.class)).asString().doesNotContain("hf_sdk_x"));
    }

    @Test
    void theApplicationsOwnClientWinsAndNeedsNoProperties() {
        TestFlags flags = new TestFlags();
        new WebApplicationContextRunner()
                .withConfiguration(OURS)
                .withBean("own", FlagClient.class, flags::client)
                .run(context -> {
                    assertThat(context).getBean(FlagClient.class).isSameAs(flags.client());
                    assertThat(context).hasSingleBean(BrowseOnlyFilter.class).hasSingleBean(HoldfastMetrics.class);
                });
    }

    @Test
    void theApplicationsOwnFilterWins() {
        BrowseOnlyFilter own = new BrowseOnlyFilter(new TestFlags().client(), List.of());
        web.withBean(BrowseOnlyFilter.class, () -> own).run(context -> {
            assertThat(context).getBean(BrowseOnlyFilter.class).isSameAs(own);
            assertThat(context.getBean(FilterRegistrationBean.class).getFilter())
                    .isSameAs(own);
        });
    }

    @Test
    void theGuardCanBeTurnedOff() {
        web.withPropertyValues("holdfast.guard.enabled=false")
                .run(context -> assertThat(context)
                        .hasSingleBean(FlagClient.class)
                        .doesNotHaveBean(BrowseOnlyFilter.class)
                        .doesNotHaveBean(HandlerRoutes.class)
                        .doesNotHaveBean(FilterRegistrationBean.class));
    }

    @Test
    void aProgramWithoutTheWebGetsAClientAlone() {
        new ApplicationContextRunner()
                .withConfiguration(OURS)
                .withPropertyValues(TWO_PROPERTIES)
                .withClassLoader(new FilteredClassLoader("org.springframework.web", "jakarta.servlet"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(FlagClient.class)
                        .doesNotHaveBean("holdfastFilter"));
    }

    @Test
    void actuatorAndMicrometerAreNotNeeded() {
        web.withClassLoader(new FilteredClassLoader("org.springframework.boot.health", "io.micrometer"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasBean("holdfastFilter")
                        .doesNotHaveBean("holdfastHealthIndicator")
                        .doesNotHaveBean("holdfastMetrics"));
    }

    @Test
    void springMvcIsNotNeededForAClient() {
        web.withClassLoader(new FilteredClassLoader("org.springframework.web.servlet"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(FlagClient.class)
                        .doesNotHaveBean(Filter.class));
    }

    @Test
    void theClientEndsWithTheApplication() {
        FlagClient[] client = new FlagClient[1];
        web.run(context -> client[0] = context.getBean(FlagClient.class));
        assertThat(client[0].status().state()).isEqualTo(ClientStatus.State.CLOSED);
    }

    @Test
    void isHealthyWithoutAServerAndWhileWritesAreRefused() {
        TestFlags flags = new TestFlags().hold(Stage.ENFORCE, 2, null, null);
        Health health = new HoldfastHealthIndicator(flags.client()).health();
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry("stage", Stage.ENFORCE)
                .containsEntry("shedLevel", 2)
                .containsEntry("status", ClientStatus.State.INITIALIZING)
                .containsEntry("version", "1.1");
    }

    @Test
    void metersFollowTheClient() {
        TestFlags flags = new TestFlags();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        new HoldfastMetrics(flags.client()).bindTo(meters);
        assertThat(meters.get("holdfast.client.stage").gauge().value()).isZero();
        assertThat(meters.get("holdfast.client.stale").gauge().value()).isOne();

        flags.hold(Stage.WARN, 3, null, null);
        flags.client().recordRefusal("POST", "/x", Stage.WARN);

        assertThat(meters.get("holdfast.client.stage").gauge().value()).isEqualTo(2);
        assertThat(meters.get("holdfast.client.shed.level").gauge().value()).isEqualTo(3);
        assertThat(meters.get("holdfast.client.refusals").functionCounter().count())
                .isOne();
    }
}

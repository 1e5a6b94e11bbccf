package io.holdfast.guard;

import io.holdfast.testkit.TestFlags;
import java.nio.file.Path;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Gives each test a site of its own and flags to hold it with. */
abstract class GuardedSiteTest {
    final TestFlags flags = new TestFlags();
    GuardedSite site;

    @BeforeEach
    void open(@TempDir Path directory) throws LifecycleException {
        site = new GuardedSite(directory, flags.client(), resolvers());
    }

    @AfterEach
    void close() throws LifecycleException {
        site.close();
        flags.client().close();
    }

    RouteResolver[] resolvers() {
        return new RouteResolver[0];
    }

    long refusals() {
        return flags.client().metrics().refusals();
    }
}

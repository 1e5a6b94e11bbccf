package io.holdfast.server.bootstrap;

import io.holdfast.server.access.Accounts;
import io.holdfast.server.access.Credentials;
import java.security.SecureRandom;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes what a first start needs. Every later start finds it there and changes nothing. */
@Component
class FirstStart implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);

    private final BootstrapProperties properties;
    private final Accounts accounts;
    private final Credentials credentials;
    private final SampleData sampleData;
    private final JdbcClient jdbc;

    FirstStart(
            BootstrapProperties properties,
            Accounts accounts,
            Credentials credentials,
            SampleData sampleData,
            JdbcClient jdbc) {
        this.properties = properties;
        this.accounts = accounts;
        this.credentials = credentials;
        this.sampleData = sampleData;
        this.jdbc = jdbc;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        // Of several nodes that start together, one does this and the others find it done.
        jdbc.sql("select pg_advisory_xact_lock(hashtext('holdfast first start'))")
                .query()
                .listOfRows();
        if (!accounts.any()) {
            createAdmin();
        }
        if (properties.sampleData()) {
            sampleData.createOnce();
        }
        properties
                .bootstrap()
                .sdkKeys()
                .forEach((environment, key) -> credentials.adopt(key, "given at start", null, environment));
        String operatorToken = properties.bootstrap().operatorToken();
        if (operatorToken != null) {
            credentials.adopt(operatorToken, "operator, given at start", "operator", null);
        }
    }

    private void createAdmin() {
        BootstrapProperties.Admin admin = properties.admin();
        String password = admin.password() == null ? randomPassword() : admin.password();
        accounts.createAdmin(admin.username(), password);
        if (admin.password() == null) {
            LOG.warn("""
                    First start: an administrator was created. This is shown once.

                        username  {}
                        password  {}
                    """, admin.username(), password);
        }
    }

    private static String randomPassword() {
        byte[] bytes = new byte[15];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

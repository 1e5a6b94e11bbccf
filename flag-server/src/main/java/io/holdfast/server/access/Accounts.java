package io.holdfast.server.access;

import io.holdfast.server.audit.Audit;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** People's accounts. */
@Service
@Transactional
public class Accounts {
    private final JdbcClient jdbc;
    private final PasswordEncoder passwords;
    private final Audit audit;
    private final InstantSource clock;
    private final String nobodysHash;

    Accounts(JdbcClient jdbc, PasswordEncoder passwords, Audit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
        this.nobodysHash = String.valueOf(passwords.encode("nobody"));
    }

    @Transactional(readOnly = true)
    public boolean any() {
        return jdbc.sql("select exists (select 1 from account)")
                .query(Boolean.class)
                .single();
    }

    /** Creates an administrator. */
    public void createAdmin(String username, String password) {
        jdbc.sql("insert into account (username, display_name, password_hash, role, created_at) "
                        + "values (:username, :username, :hash, 'admin', :now)")
                .param("username", username)
                .param("hash", passwords.encode(password))
                .param("now", Timestamp.from(clock.instant()))
                .update();
        audit.record("account.create", "account/" + username, null, Map.of("username", username, "role", "admin"));
    }

    /** The account, if the password is its own. Takes as long for a name that nobody has. */
    @Transactional(readOnly = true)
    Optional<Account> authenticate(String username, String password) {
        Optional<Account> account = jdbc.sql(
                        "select username, display_name, password_hash, role from account where lower(username) = lower(:name)")
                .param("name", username)
                .query(Account.class)
                .optional();
        String hash = account.map(Account::passwordHash).orElse(nobodysHash);
        return passwords.matches(password, hash) ? account : Optional.empty();
    }

    /** A row of {@code account}. */
    record Account(String username, String displayName, String passwordHash, String role) {
        @Override
        public String toString() {
            return username;
        }
    }
}

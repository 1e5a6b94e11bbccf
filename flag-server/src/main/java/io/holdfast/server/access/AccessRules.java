package io.holdfast.server.access;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.security.authorization.AuthorityAuthorizationManager.hasRole;
import static org.springframework.security.authorization.AuthorizationManagers.allOf;

import java.util.Arrays;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Who may do what, in one table. The first row that fits decides; what has no row is denied. */
final class AccessRules {
    private static final String ENVIRONMENT = "/api/v1/environments/*";

    /** An operation and the role it needs. */
    record Rule(HttpMethod method, String path, Role role) {}

    static final List<Rule> RULES = List.of(
            new Rule(GET, ENVIRONMENT + "/sdk-keys", Role.ADMIN),
            new Rule(POST, ENVIRONMENT + "/sdk-keys", Role.ADMIN),
            new Rule(DELETE, ENVIRONMENT + "/sdk-keys/*", Role.ADMIN),
            new Rule(GET, "/api/v1/tokens", Role.ADMIN),
            new Rule(POST, "/api/v1/tokens", Role.ADMIN),
            new Rule(DELETE, "/api/v1/tokens/*", Role.ADMIN),
            new Rule(POST, ENVIRONMENT + "/evaluations", Role.VIEWER),
            new Rule(POST, ENVIRONMENT + "/holds", Role.OPERATOR),
            new Rule(POST, ENVIRONMENT + "/holds/*/release", Role.OPERATOR),
            new Rule(POST, "/api/v1/environments", Role.ADMIN),
            new Rule(PUT, ENVIRONMENT, Role.ADMIN),
            new Rule(DELETE, ENVIRONMENT, Role.ADMIN),
            new Rule(POST, "/api/v1/projects", Role.ADMIN),
            new Rule(PUT, "/api/v1/projects/*", Role.ADMIN),
            new Rule(DELETE, "/api/v1/projects/*", Role.ADMIN),
            new Rule(POST, "/api/v1/flags", Role.EDITOR),
            new Rule(PUT, "/api/v1/flags/*", Role.EDITOR),
            new Rule(DELETE, "/api/v1/flags/*", Role.EDITOR),
            new Rule(PUT, "/api/v1/flags/*/environments/*", Role.EDITOR),
            new Rule(POST, "/api/v1/segments", Role.EDITOR),
            new Rule(PUT, "/api/v1/segments/*", Role.EDITOR),
            new Rule(DELETE, "/api/v1/segments/*", Role.EDITOR),
            new Rule(GET, "/api/v1/**", Role.VIEWER));

    private AccessRules() {}

    static void apply(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
            NoSuchOperation noSuchOperation) {
        requests.requestMatchers(POST, "/api/v1/session").permitAll();
        requests.requestMatchers("/api/v1/session").hasAnyRole(names());
        for (Rule rule : RULES) {
            requests.requestMatchers(rule.method(), rule.path())
                    .hasRole(rule.role().name());
            if (rule.method() == GET) {
                // Whoever may read may ask for the head alone.
                requests.requestMatchers(HEAD, rule.path()).hasRole(rule.role().name());
            }
        }
        requests.requestMatchers("/sdk/v1/**").hasAuthority(BearerFilter.SDK_AUTHORITY);
        requests.requestMatchers(GET, "/actuator/health", "/actuator/health/*", "/actuator/prometheus")
                .permitAll();
        // Those who may read are told what does not exist; an operation without a row above is denied to all.
        requests.requestMatchers("/api/**").access(allOf(hasRole(Role.VIEWER.name()), noSuchOperation));
        requests.requestMatchers("/sdk/**", "/actuator/**", "/break-glass/**").denyAll();
        // The console's own files; its data is behind the rows above.
        requests.requestMatchers(GET, "/**").permitAll();
        requests.requestMatchers(HEAD, "/**").permitAll();
        requests.anyRequest().denyAll();
    }

    /** A role's authorities: its own and those of every role that it includes. */
    static List<? extends GrantedAuthority> authorities(Role role) {
        return Arrays.stream(Role.values())
                .filter(included -> included.compareTo(role) <= 0)
                .map(included -> new SimpleGrantedAuthority(included.authority()))
                .toList();
    }

    private static String[] names() {
        return Arrays.stream(Role.values()).map(Role::name).toArray(String[]::new);
    }
}

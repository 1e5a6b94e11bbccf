package io.holdfast.server.access;

import io.holdfast.server.problem.ProblemType;
import io.holdfast.server.problem.Problems;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.session.HttpSessionEventPublisher;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * How requests are authenticated and what protects browsers. Only signing in begins a session: setting a session policy
 * here would bring in the filter that keeps every authenticated request in one, and a bearer secret must not outlive its
 * revocation in a cookie.
 */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
    /** Scripts only from here. The component library sets styles on elements, so those are allowed inline. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
            + "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    /** Keeps Spring Boot from making a user of its own: accounts are ours. */
    @Bean
    UserDetailsService noOtherUsers() {
        return username -> {
            throw new UsernameNotFoundException("Accounts sign in at /api/v1/session");
        };
    }

    @Bean
    CookieCsrfTokenRepository csrfTokens() {
        CookieCsrfTokenRepository tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
        return tokens;
    }

    /** The firewall says no more than that it refused. */
    @Bean
    RequestRejectedHandler rejected(Problems problems) {
        return (request, response, e) -> problems.write(
                ProblemType.MALFORMED_REQUEST,
                "The method, the path or a header has characters that are not allowed.",
                request,
                response);
    }

    /** Tells others when a session ends. */
    @Bean
    HttpSessionEventPublisher sessionEvents() {
        return new HttpSessionEventPublisher();
    }

    @Bean
    SecurityFilterChain security(
            HttpSecurity http,
            Credentials credentials,
            SecretCache cache,
            Problems problems,
            CookieCsrfTokenRepository csrfTokens,
            RequestMappingHandlerMapping requestMappingHandlerMapping) {
        return http.csrf(csrf ->
                        csrf.spa().csrfTokenRepository(csrfTokens).ignoringRequestMatchers(BearerFilter::applies))
                .addFilterBefore(new BearerFilter(credentials, cache, problems), CsrfFilter.class)
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .exceptionHandling(failures -> failures.authenticationEntryPoint((request, response, e) ->
                                problems.write(ProblemType.UNAUTHENTICATED, "Sign in first.", request, response))
                        .accessDeniedHandler((request, response, e) -> problems.write(
                                e instanceof CsrfException ? ProblemType.CSRF : ProblemType.FORBIDDEN,
                                e instanceof CsrfException
                                        ? "Send the cookie XSRF-TOKEN's value as the header X-XSRF-TOKEN."
                                        : "Your role does not allow this.",
                                request,
                                response)))
                .authorizeHttpRequests(requests -> {
                    // A stream's end and an error page were allowed when the request came in.
                    requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.INCLUDE)
                            .permitAll();
                    AccessRules.apply(requests, new NoSuchOperation(requestMappingHandlerMapping));
                })
                .build();
    }
}

package io.holdfast.server.access;

import io.holdfast.server.audit.Actor;
import io.holdfast.server.audit.ActorKind;
import io.holdfast.server.problem.ProblemType;
import io.holdfast.server.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Signs in whoever sends a bearer secret, for the one request. A wrong secret is refused, whatever else is sent. */
class BearerFilter extends OncePerRequestFilter {
    static final String SDK_AUTHORITY = "SDK";
    private static final String SCHEME = "Bearer ";

    private final Credentials credentials;
    private final SecretCache cache;
    private final Problems problems;

    BearerFilter(Credentials credentials, SecretCache cache, Problems problems) {
        this.credentials = credentials;
        this.cache = cache;
        this.problems = problems;
    }

    static boolean applies(HttpServletRequest request) {
        return secret(request) != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String secret = secret(request);
        if (secret == null) {
            chain.doFilter(request, response);
            return;
        }
        Optional<Principal> principal;
        try {
            principal = cache.find(secret, credentials::find);
        } catch (DataAccessException | TransactionException e) {
            problems.write(ProblemType.DATABASE_UNAVAILABLE, "The key cannot be checked now.", request, response);
            return;
        }
        if (principal.isEmpty()) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            String detail = "The key or token is unknown, expired or revoked.";
            problems.write(ProblemType.UNAUTHENTICATED, detail, request, response);
            return;
        }
        signIn(principal.get(), request);
        chain.doFilter(request, response);
    }

    private static void signIn(Principal principal, HttpServletRequest request) {
        var authentication = UsernamePasswordAuthenticationToken.authenticated(principal, null, authorities(principal));
        authentication.setDetails(new Actor(principal.name(), ActorKind.PROGRAM, request.getRemoteAddr()));
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication);
        SecurityContextHolder.setContext(context);
    }

    private static List<? extends GrantedAuthority> authorities(Principal principal) {
        return principal.role() == null
                ? List.of(new SimpleGrantedAuthority(SDK_AUTHORITY))
                : AccessRules.authorities(Role.of(principal.role()));
    }

    private static @Nullable String secret(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).strip()
                : null;
    }
}

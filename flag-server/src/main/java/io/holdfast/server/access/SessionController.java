package io.holdfast.server.access;

import io.holdfast.api.SessionApi;
import io.holdfast.api.model.Role;
import io.holdfast.api.model.Session;
import io.holdfast.api.model.SignIn;
import io.holdfast.server.audit.Actor;
import io.holdfast.server.audit.ActorKind;
import io.holdfast.server.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Locale;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out. The request and response are those of the current call. */
@RestController
class SessionController implements SessionApi {
    private final Accounts accounts;
    private final SignInAttempts attempts;
    private final CookieCsrfTokenRepository csrfTokens;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();

    SessionController(
            Accounts accounts,
            SignInAttempts attempts,
            CookieCsrfTokenRepository csrfTokens,
            HttpServletRequest request,
            HttpServletResponse response) {
        this.accounts = accounts;
        this.attempts = attempts;
        this.csrfTokens = csrfTokens;
        this.request = request;
        this.response = response;
    }

    @Override
    public ResponseEntity<Session> getSession() {
        return ResponseEntity.ok(session(
                Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication())));
    }

    @Override
    public ResponseEntity<Session> signIn(SignIn given) {
        String address = request.getRemoteAddr();
        attempts.check(given.getUsername(), address);
        Accounts.Account account = accounts.authenticate(given.getUsername(), given.getPassword())
                .orElseThrow(() -> {
                    attempts.failed(given.getUsername(), address);
                    return new ProblemException.Unauthenticated("The name or the password is wrong.");
                });
        attempts.succeeded(given.getUsername());
        return ResponseEntity.ok(session(begin(account, address)));
    }

    @Override
    public ResponseEntity<Void> signOut() {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
        return ResponseEntity.noContent().build();
    }

    private Authentication begin(Accounts.Account account, String address) {
        var authentication = UsernamePasswordAuthenticationToken.authenticated(
                account.username(), null, AccessRules.authorities(io.holdfast.server.access.Role.of(account.role())));
        authentication.setDetails(new Actor(account.username(), ActorKind.PERSON, address));
        // A new id and a new CSRF token, so that nothing known before the sign-in is worth anything after it.
        request.getSession(true);
        request.changeSessionId();
        csrfTokens.saveToken(csrfTokens.generateToken(request), request, response);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication);
        contexts.saveContext(context, request, response);
        return authentication;
    }

    private static Session session(Authentication authentication) {
        String name =
                authentication.getPrincipal() instanceof Principal program ? program.name() : authentication.getName();
        return new Session(name, name, role(authentication));
    }

    private static Role role(Authentication authentication) {
        return authentication.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .map(authority -> String.valueOf(authority).replace("ROLE_", "").toLowerCase(Locale.ROOT))
                .map(Role::fromValue)
                .max(Enum::compareTo)
                .orElseThrow();
    }
}

package io.holdfast.server.access;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The environment of the SDK key that the current request came with. */
@Component
public class SdkEnvironment {

    /** The environment's key. Only for requests that the access rules let through with an SDK key. */
    public String get() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null
                && authentication.getPrincipal() instanceof Principal principal
                && principal.environment() != null) {
            return principal.environment();
        }
        throw new IllegalStateException("Not a request with an SDK key");
    }
}

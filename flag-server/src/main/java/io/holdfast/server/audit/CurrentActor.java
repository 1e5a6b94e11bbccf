package io.holdfast.server.audit;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The actor of the request that this thread serves, or Holdfast itself. */
@Component
public class CurrentActor {

    /** Never null: a thread that serves no request acts for Holdfast itself. */
    public Actor get() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getDetails() instanceof Actor actor ? actor : Actor.SYSTEM;
    }
}

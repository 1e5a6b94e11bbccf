package io.holdfast.server.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Lets requests through that no controller takes, so that they are answered 404 or 405 and not 403. Whatever a controller
 * would take is denied here: only a row of {@link AccessRules} can allow it. When in doubt, it is denied.
 */
final class NoSuchOperation implements AuthorizationManager<RequestAuthorizationContext> {
    private final RequestMappingHandlerMapping controllers;

    NoSuchOperation(RequestMappingHandlerMapping controllers) {
        this.controllers = controllers;
    }

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        return new AuthorizationDecision(!taken(context.getRequest()));
    }

    private boolean taken(HttpServletRequest request) {
        ServletRequestPathUtils.parseAndCache(request);
        try {
            return controllers.getHandler(request) != null;
        } catch (HttpRequestMethodNotSupportedException e) {
            return false;
        } catch (ServletException e) {
            // Such as a media type that the controller there does not take.
            return true;
        } catch (Exception e) {
            throw new IllegalStateException("Could not look for a controller", e);
        }
    }
}

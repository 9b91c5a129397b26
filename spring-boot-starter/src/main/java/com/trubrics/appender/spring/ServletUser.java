package com.trubrics.appender.spring;

import java.security.Principal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The user that the servlet container, or a filter of the application, has authenticated for the current request. */
final class ServletUser implements CurrentUser.Lookup {
    private final Function<Principal, @Nullable String> ids;

    /** @param ids what identifies a principal; with Spring Security, principals are its own */
    ServletUser(Function<Principal, @Nullable String> ids) {
        this.ids = ids;
    }

    /** With Spring Security, an anonymous request has no principal. */
    @Override
    public @Nullable String find() {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            Principal principal = attributes.getRequest().getUserPrincipal();
            return principal == null ? null : ids.apply(principal);
        }
        return null;
    }
}

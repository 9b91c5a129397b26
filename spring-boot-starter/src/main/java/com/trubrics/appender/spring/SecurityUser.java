package com.trubrics.appender.spring;

import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** The user that Spring Security has authenticated for the current thread. */
final class SecurityUser implements CurrentUser.Lookup {
    private static final boolean CLAIMS_ARE_KNOWN = OptionalLibrary.SPRING_SECURITY_OAUTH2.isPresent();

    private final @Nullable String claim;

    /** @param claim null to use the principal's name */
    SecurityUser(@Nullable String claim) {
        this.claim = claim;
    }

    @Override
    public @Nullable String find() {
        return idOf(SecurityContextHolder.getContext().getAuthentication());
    }

    /** Returns the same for the principal of a request, which is an authentication wherever Spring Security made it. */
    @Nullable
    String idOfPrincipal(Principal principal) {
        return principal instanceof Authentication authentication ? idOf(authentication) : principal.getName();
    }

    /**
     * Returns null for anonymous users, although their {@code isAuthenticated()} is true. Also returns null if the principal
     * has claims, but not the configured one, because its name would be a different kind of identifier.
     */
    @Nullable
    String idOf(@Nullable Authentication authentication) {
        if (authentication == null
                || !authentication.isAuthenticated()
                || authentication instanceof AnonymousAuthenticationToken) {
            return null;
        }
        if (claim != null && CLAIMS_ARE_KNOWN) {
            Claims claims = Claims.of(authentication.getPrincipal());
            if (claims != null) {
                return claims.text(claim);
            }
        }
        return authentication.getName();
    }
}

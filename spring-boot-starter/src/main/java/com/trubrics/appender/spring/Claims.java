package com.trubrics.appender.spring;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

/** The claims of a principal. Loaded only if Spring Security's OAuth2 classes are present. */
record Claims(Map<String, Object> values) {

    /** Returns the claims of an OIDC user, a JWT, or another OAuth2 principal; null for any other principal. */
    static @Nullable Claims of(@Nullable Object principal) {
        if (principal instanceof ClaimAccessor claims) {
            return new Claims(claims.getClaims());
        }
        return principal instanceof OAuth2AuthenticatedPrincipal attributes
                ? new Claims(attributes.getAttributes())
                : null;
    }

    @Nullable
    String text(String claim) {
        Object value = values.get(claim);
        return value == null ? null : value.toString();
    }
}

package org.springframework.security.core.context;

import java.security.Principal;

/** As applications of Spring Security find it: static, by thread, behind interfaces whose classes are not public. */
public final class SecurityContextHolder {

    private static final ThreadLocal<String> NAME = ThreadLocal.withInitial(() -> "anonymousUser");

    private SecurityContextHolder() {}

    public interface SecurityContext {
        Principal getAuthentication();
    }

    private record Implementation(Principal getAuthentication) implements SecurityContext {}

    public static SecurityContext getContext() {
        return new Implementation(NAME::get);
    }

    /** Signs a user in on this thread, for the tests. */
    public static void signIn(String name) {
        NAME.set(name);
    }

    public static void clearContext() {
        NAME.remove();
    }
}

package org.apache.shiro;

/** As applications of Apache Shiro find it. */
public final class SecurityUtils {

    private SecurityUtils() {}

    public static final class Subject {
        public Object getPrincipal() {
            return 42L;
        }
    }

    public static Subject getSubject() {
        return new Subject();
    }
}

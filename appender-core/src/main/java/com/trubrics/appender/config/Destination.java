package com.trubrics.appender.config;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where events go: what makes two appenders share one pipeline.
 *
 * <p>It compares itself. The methods that a record is given lead, on JDK 17, to a cache in the JDK that keeps the class
 * which was compared last, and with it the class loader of a web application that has long been undeployed. So the
 * methods of its parts are not called either.
 *
 * @param host the base URL in its normal form: scheme and host in lower case, no default port, no trailing slash
 * @param apiKey the project's key; empty in a dry run without one
 * @param proxy null for the JVM's own proxy settings
 * @param dryRun whether events are printed instead of sent
 */
public record Destination(URI host, Secret apiKey, @Nullable Proxy proxy, boolean dryRun) {

    /**
     * An HTTP proxy.
     *
     * @param host in lower case; an IPv6 address without brackets
     * @param user null, as is the password, for a proxy that asks for none
     */
    public record Proxy(
            String host,
            int port,
            @Nullable String user,
            @Nullable Secret password) {

        /** The address only. */
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** Text that no {@code toString} shows. */
    public record Secret(String value) {
        @Override
        public String toString() {
            return "***";
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Destination that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    private List<@Nullable Object> parts() {
        return proxy == null
                ? Arrays.asList(host, apiKey.value(), dryRun)
                : Arrays.asList(host, apiKey.value(), dryRun, proxy.host(), proxy.port(), proxy.user(), value(proxy));
    }

    private static @Nullable String value(Proxy proxy) {
        return proxy.password() == null ? null : proxy.password().value();
    }

    /** Shows the base URL only. */
    @Override
    public String toString() {
        return host + (dryRun ? " (dry run)" : "");
    }
}

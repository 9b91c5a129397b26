package com.trubrics.appender.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where events go: what makes two appenders share one pipeline.
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

    /** Shows the base URL only. */
    @Override
    public String toString() {
        return host + (dryRun ? " (dry run)" : "");
    }
}

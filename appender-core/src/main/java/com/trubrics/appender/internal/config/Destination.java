package com.trubrics.appender.internal.config;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where events go. Two appenders with equal destinations share one pipeline.
 *
 * <p>The record has its own {@code equals} and {@code hashCode}. On JDK 17, the generated methods use a cache in the
 * JDK that keeps the class compared last, and with it the class loader of an undeployed web application. For the same
 * reason they do not call the generated methods of the components.
 *
 * @param host the base URL in its normal form: scheme and host in lower case, no default port, no trailing slash
 * @param apiKey the project's key; empty in a dry run without a key
 * @param proxy null for the JVM's own proxy settings
 * @param dryRun whether events are printed instead of sent
 */
public record Destination(URI host, Secret apiKey, @Nullable Proxy proxy, boolean dryRun) {

    /** Where nothing is sent to: an {@link com.trubrics.appender.spi.EventCapture} receives the events. */
    static final Destination NONE = new Destination(URI.create("capture://trubrics-test"), new Secret(""), null, true);

    /**
     * An HTTP proxy.
     *
     * @param host in lower case; an IPv6 address without brackets
     * @param user null, like the password, for a proxy that needs no credentials
     */
    public record Proxy(
            String host,
            int port,
            @Nullable String user,
            @Nullable Secret password) {

        /** Shows only the address. */
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** A text that no {@code toString} shows. */
    public record Secret(String value) {

        /** Returns four hexadecimal digits that tell two secrets apart and give neither away; empty for an empty one. */
        public String fingerprint() {
            if (value.isEmpty()) {
                return "";
            }
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(hash, 0, 2);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every JDK has SHA-256.", e);
            }
        }

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

    /** Shows only the base URL. */
    @Override
    public String toString() {
        return host + (dryRun ? " (dry run)" : "");
    }
}

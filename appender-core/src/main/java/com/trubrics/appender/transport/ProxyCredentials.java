package com.trubrics.appender.transport;

import com.trubrics.appender.config.Destination;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/** Answers a proxy that stands between us and an {@code https} server; see {@link #header} for plain {@code http}. */
final class ProxyCredentials implements Authenticator {

    static final String HEADER = "Proxy-Authorization";

    /** OkHttp's way to ask for credentials before the proxy does. */
    private static final String PREEMPTIVE = "OkHttp-Preemptive";

    private final @Nullable String header;

    ProxyCredentials(Destination.@Nullable Proxy proxy) {
        this.header = proxy == null ? null : header(proxy);
    }

    /**
     * What {@code Proxy-Authorization} says; null without credentials. On the way to an {@code http} server it goes
     * into the request itself, since a body that is sent at most once gets no second chance after a 407.
     */
    static @Nullable String header(Destination.Proxy proxy) {
        if (proxy.user() == null) {
            return null;
        }
        String password = proxy.password() == null ? "" : proxy.password().value();
        return Credentials.basic(proxy.user(), password, StandardCharsets.UTF_8);
    }

    /** Called by OkHttp on the sender's thread. Throws {@link RefusedException} where it would only fail again. */
    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) throws IOException {
        if (header != null && response.request().header(HEADER) == null) {
            return response.request().newBuilder().header(HEADER, header).build();
        }
        if (isPreemptive(response)) {
            return null;
        }
        throw new RefusedException();
    }

    private static boolean isPreemptive(Response response) {
        return response.challenges().stream()
                .anyMatch(challenge -> challenge.scheme().equalsIgnoreCase(PREEMPTIVE));
    }

    /** 407 from the proxy, whose answer OkHttp otherwise reports as a failure like any other. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;
    }
}

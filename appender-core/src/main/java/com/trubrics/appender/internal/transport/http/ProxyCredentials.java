package com.trubrics.appender.internal.transport.http;

import com.trubrics.appender.internal.config.Destination;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import okhttp3.Authenticator;
import okhttp3.Challenge;
import okhttp3.Connection;
import okhttp3.Credentials;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates to a proxy, with the credentials of the option {@code proxy}, or else with those that the application's
 * {@link java.net.Authenticator} returns when the proxy asks. The authenticator handles a proxy in front of an {@code https}
 * server, and the interceptor a proxy that reads an {@code http} request itself. Runs on sender threads.
 */
final class ProxyCredentials implements Authenticator, Interceptor {

    static final String HEADER = "Proxy-Authorization";

    private static final int ASKED_BY_PROXY = 407;

    /** OkHttp asks for credentials with this scheme before the proxy does. */
    private static final String PREEMPTIVE = "OkHttp-Preemptive";

    private static final String BASIC = "Basic";

    private final @Nullable String configured;
    private final Secrets secrets;
    private volatile @Nullable String learned;

    /** @param secrets receives the credentials, so that no message shows them */
    ProxyCredentials(Destination.@Nullable Proxy proxy, Secrets secrets) {
        this.secrets = secrets;
        this.configured = proxy == null || proxy.user() == null ? null : header(proxy.user(), password(proxy));
    }

    private static String password(Destination.Proxy proxy) {
        return proxy.password() == null ? "" : proxy.password().value();
    }

    private String header(String user, String password) {
        secrets.add(user);
        secrets.add(password);
        return Credentials.basic(user, password, StandardCharsets.UTF_8);
    }

    /** Returns the current value of {@code Proxy-Authorization}; null without credentials. */
    @Nullable
    String header() {
        return configured == null ? learned : configured;
    }

    /** Returns whether credentials have arrived since a request that was refused with this status. */
    boolean arrivedSince(@Nullable String before, int status) {
        String now = header();
        return status == ASKED_BY_PROXY && now != null && !now.equals(before);
    }

    /** Adds the credentials only if the proxy reads the request itself. Through a tunnel, they would reach the server. */
    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        Connection connection = chain.connection();
        String header = header();
        boolean readByProxy = connection != null
                && connection.route().proxy().type() == Proxy.Type.HTTP
                && !request.url().isHttps();
        return chain.proceed(
                readByProxy && header != null
                        ? request.newBuilder().header(HEADER, header).build()
                        : request);
    }

    /** Throws {@link RefusedException} if a tunnel would only fail again. */
    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) throws IOException {
        Response fromProxy = response.networkResponse();
        boolean tunnel = fromProxy == null;
        Request refused = tunnel ? response.request() : fromProxy.request();
        String header = refused.header(HEADER) == null ? forChallenge(route, response) : afterRefusal();
        if (header != null) {
            return refused.newBuilder().header(HEADER, header).build();
        }
        if (tunnel && !isPreemptive(response)) {
            throw new RefusedException();
        }
        return null;
    }

    private @Nullable String forChallenge(@Nullable Route route, Response response) {
        String known = header();
        if (known == null && route != null && response.code() == ASKED_BY_PROXY && !isPreemptive(response)) {
            known = fromTheApplication(route, response);
            learned = known;
        }
        return known;
    }

    /** The next attempt asks the application again, because the password may have changed. */
    private @Nullable String afterRefusal() {
        learned = null;
        return null;
    }

    private @Nullable String fromTheApplication(Route route, Response response) {
        InetSocketAddress proxy = (InetSocketAddress) route.proxy().address();
        return response.challenges().stream()
                .filter(challenge -> challenge.scheme().equalsIgnoreCase(BASIC))
                .map(challenge -> ask(proxy, challenge, response))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private @Nullable String ask(InetSocketAddress proxy, Challenge challenge, Response response) {
        PasswordAuthentication given = java.net.Authenticator.requestPasswordAuthentication(
                proxy.getHostString(),
                proxy.getAddress(),
                proxy.getPort(),
                response.request().url().scheme(),
                challenge.realm(),
                challenge.scheme(),
                response.request().url().url(),
                java.net.Authenticator.RequestorType.PROXY);
        return given == null ? null : header(given.getUserName(), new String(given.getPassword()));
    }

    private static boolean isPreemptive(Response response) {
        return response.challenges().stream()
                .anyMatch(challenge -> challenge.scheme().equalsIgnoreCase(PREEMPTIVE));
    }

    /** 407 from the proxy, which OkHttp would report like any other failure. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;
    }
}

package com.trubrics.appender.internal.transport.http;

import com.trubrics.appender.internal.config.Destination;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of a destination. The first sender builds it, because loading OkHttp takes longer than a log call may take.
 * {@link #renew} replaces the whole client, so that neither a connection nor a thread pool in a bad state affects later
 * requests. Thread-safe.
 */
final class HttpClients {

    /** Only senders open connections, and each has one at a time, so the actual limit is {@code maxInFlight}. */
    private static final int MAX_IDLE_CONNECTIONS = 100;

    /**
     * A connection that has been idle for longer is closed and never reused. Node and uvicorn close idle connections after 5 s,
     * and a firewall may drop one silently. A new connection costs a few milliseconds, and no application thread waits for it.
     */
    static final Duration KEEP_ALIVE = Duration.ofSeconds(4);

    /** The protocol versions and cipher suites that the JVM allows, not the shorter list that OkHttp prefers. */
    private static final ConnectionSpec TLS_OF_THE_JVM = new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
            .allEnabledTlsVersions()
            .allEnabledCipherSuites()
            .build();

    private final Destination destination;
    private final ProxyCredentials proxyCredentials;
    private final Jvm jvm;
    private final NameService names;
    private @Nullable PooledClient current;
    private boolean closed;

    HttpClients(Destination destination, ProxyCredentials proxyCredentials, Jvm jvm) {
        this.destination = destination;
        this.proxyCredentials = proxyCredentials;
        this.jvm = jvm;
        this.names = new NameService(jvm);
    }

    /**
     * Returns the client for one request; {@link PooledClient#end} gives it back.
     *
     * @throws IllegalStateException after {@link #close}
     */
    synchronized PooledClient begin() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        PooledClient client = current;
        if (client == null) {
            client = new PooledClient(build(), new OkHttpThreads(jvm.threads()), MAX_IDLE_CONNECTIONS, KEEP_ALIVE);
            current = client;
        }
        client.begin();
        return client;
    }

    /**
     * Makes the next request use a new client, with new connections and a new name lookup. If the name has several addresses,
     * it starts with the next one. Requests in flight are not affected.
     */
    void renew() {
        names.tryNextAddress();
        PooledClient old = replace(false);
        if (old != null) {
            old.retire();
        }
    }

    /** Closes permanently, because later requests would leave threads behind. Does not wait for requests in flight. */
    void close() {
        PooledClient last = replace(true);
        if (last != null) {
            last.retire();
        }
    }

    private synchronized @Nullable PooledClient replace(boolean forGood) {
        PooledClient old = current;
        current = null;
        closed |= forGood;
        return old;
    }

    private OkHttpClient.Builder build() {
        boolean secure = "https".equalsIgnoreCase(destination.host().getScheme());
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .socketFactory(new NoDelaySocketFactory(!secure))
                .connectionSpecs(List.of(secure ? TLS_OF_THE_JVM : ConnectionSpec.CLEARTEXT))
                .dns(names)
                // With HTTP/2, a connection that has silently died outlives the timeouts of its requests.
                .protocols(List.of(Protocol.HTTP_1_1))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                // The caller cancels a call that takes too long. A timeout here would start a static thread of Okio,
                // which outlives a stop by a minute, and would be set several times for each request.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .proxyAuthenticator(proxyCredentials)
                .addNetworkInterceptor(proxyCredentials)
                .eventListenerFactory(CallProgress::of);
        if (secure) {
            builder.sslSocketFactory(new JvmTls(), JvmTls.TRUSTING_NOBODY);
        }
        Destination.Proxy proxy = destination.proxy();
        if (proxy != null) {
            builder.proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port())));
        }
        return builder;
    }
}

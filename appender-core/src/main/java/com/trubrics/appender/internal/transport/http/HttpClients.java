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
 * The HTTP client of a destination. The first sender builds it, because loading OkHttp takes longer than a log call
 * may. {@link #renew} replaces it as a whole, so nothing that OkHttp keeps between two requests, neither a connection
 * nor a thread pool in a bad state, outlives the trouble that it may have caused. Thread-safe.
 */
final class HttpClients {

    /** Only senders open connections, and each has one at a time: in truth {@code maxInFlight} is the limit. */
    private static final int MAX_IDLE_CONNECTIONS = 100;

    /**
     * A connection that has been idle for longer is closed and never used again. Node and uvicorn close theirs after
     * 5 s, and a firewall forgets one without a word; a new connection costs a few milliseconds that nobody waits for.
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
     * The client, for one request; {@link PooledClient#end} gives it back.
     *
     * @throws IllegalStateException after {@link #close}
     */
    synchronized PooledClient begin() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        PooledClient client = current;
        if (client == null) {
            client = new PooledClient(build(), new ConnectionUpkeep(jvm.threads()), MAX_IDLE_CONNECTIONS, KEEP_ALIVE);
            current = client;
        }
        client.begin();
        return client;
    }

    /**
     * Makes the next request begin anew: another client, other connections, another name look-up, and where the name
     * has several addresses, the next of them first. Requests under way end undisturbed.
     */
    void renew() {
        names.tryNextAddress();
        PooledClient old = replace(false);
        if (old != null) {
            old.retire();
        }
    }

    /** For good: whatever came later would leave threads behind. Does not wait for requests under way. */
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
                // Over HTTP/2 a connection that has silently died outlives the timeouts of its requests.
                .protocols(List.of(Protocol.HTTP_1_1))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                // The caller cancels a call that takes too long. A timeout here would start a static thread of Okio's,
                // which outlives a stop by a minute, and would be armed several times for each request.
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

package com.trubrics.appender.transport;

import com.trubrics.appender.config.Destination;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * The one OkHttp client of a destination. Built by the first sender, because reading the trusted certificates is I/O
 * that no application thread should do.
 */
final class LazyClient {

    /** Only senders open connections, and each has one at a time: in truth {@code maxInFlight} is the limit. */
    private static final int MAX_IDLE_CONNECTIONS = 100;

    /** A little less than the 60 s after which load balancers commonly close an idle connection. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(50);

    private final Destination destination;
    private final ConnectionUpkeep upkeep = new ConnectionUpkeep();
    private volatile @Nullable OkHttpClient client;
    private volatile boolean closed;

    LazyClient(Destination destination) {
        this.destination = destination;
    }

    /**
     * The client, with the same connections whatever its timeout is.
     *
     * @throws IllegalStateException after {@link #close}
     */
    synchronized OkHttpClient get(Duration connectTimeout) {
        OkHttpClient current = client;
        if (current == null && !closed) {
            current = build();
            client = current;
        }
        if (current == null || closed) {
            // Whoever closed does not wait for the building, which takes long, and may not have seen the client.
            letGo();
            throw new IllegalStateException("closed");
        }
        int millis = millis(connectTimeout);
        if (current.connectTimeoutMillis() != millis) {
            current = current.newBuilder()
                    .connectTimeout(millis, TimeUnit.MILLISECONDS)
                    .build();
        }
        client = current;
        return current;
    }

    /** Within what OkHttp takes, for which zero would mean: wait for ever. */
    static int millis(Duration timeout) {
        return (int) Math.max(1, Math.min(TimeUnit.MILLISECONDS.convert(timeout), Integer.MAX_VALUE));
    }

    /** For good: what came later would leave threads behind. */
    void close() {
        closed = true;
        letGo();
    }

    /** An attempt has ended: if that was after {@link #close}, its connection came back too late to be let go there. */
    void ended() {
        if (closed) {
            letGo();
        }
    }

    private void letGo() {
        OkHttpClient current = client;
        if (current != null) {
            current.dispatcher().executorService().shutdown();
            current.connectionPool().evictAll();
            upkeep.close();
        }
    }

    private boolean isSecure() {
        return "https".equalsIgnoreCase(destination.host().getScheme());
    }

    private OkHttpClient build() {
        OkHttpClient.Builder builder = upkeep.install(new OkHttpClient.Builder(), MAX_IDLE_CONNECTIONS, KEEP_ALIVE)
                .socketFactory(new NoDelaySocketFactory(!isSecure()))
                // Trusted certificates take long to read: where no TLS is spoken, nobody needs them.
                .connectionSpecs(List.of(isSecure() ? ConnectionSpec.MODERN_TLS : ConnectionSpec.CLEARTEXT))
                // Over HTTP/2 a connection that has silently died outlives the timeouts of its requests.
                .protocols(List.of(Protocol.HTTP_1_1))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                // Whoever gives the signal to cancel bounds the whole call. A timeout here would be watched by a static
                // thread of Okio's, which lives on for a minute after a stop, and is armed several times a request.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .proxyAuthenticator(new ProxyCredentials(destination.proxy()))
                .eventListenerFactory(Attempt::of);
        Destination.Proxy proxy = destination.proxy();
        if (proxy != null) {
            builder.proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port())));
        }
        return builder.build();
    }
}

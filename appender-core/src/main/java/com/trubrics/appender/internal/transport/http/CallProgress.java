package com.trubrics.appender.internal.transport.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Headers;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * How far one request came: what a failure means depends on it. OkHttp reports some events on its own connecting
 * threads, hence the volatile fields.
 */
final class CallProgress extends EventListener {

    /** OkHttp does not say for which call it looks a name up. It does so on the call's own thread. */
    private static final ThreadLocal<@Nullable CallProgress> CURRENT = new ThreadLocal<>();

    private static final int REQUEST_TIMEOUT = 408;

    private final Duration connectTimeout;
    private volatile boolean connecting;
    private volatile boolean cancelled;
    private volatile int status = StatusWatch.NO_STATUS;
    private volatile Headers headers = Headers.EMPTY;
    private volatile @Nullable Socket socket;
    private volatile @Nullable Future<?> lookup;
    private volatile boolean lostKeptConnection;
    private volatile Proxy proxy = Proxy.NO_PROXY;

    /** @param connectTimeout also bounds a name look-up */
    CallProgress(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    /** Finds the attempt that was attached to the request of a call. */
    static EventListener of(Call call) {
        CallProgress attempt = call.request().tag(CallProgress.class);
        return attempt == null ? EventListener.NONE : attempt;
    }

    /** The attempt that this thread makes. */
    static CallProgress current() {
        CallProgress attempt = CURRENT.get();
        if (attempt == null) {
            throw new IllegalStateException("no attempt on this thread");
        }
        return attempt;
    }

    /** Makes the request on this thread; what is looked up meanwhile is looked up for this attempt. */
    Response execute(Call call) throws IOException {
        CURRENT.set(this);
        try {
            return call.execute();
        } finally {
            CURRENT.remove();
        }
    }

    /** Waits on the attempt's thread for an answer of the name service, as long as the attempt may. */
    <T> T await(CompletableFuture<T> answer) throws ExecutionException, InterruptedException, TimeoutException {
        CompletableFuture<T> mine = answer.copy();
        lookup = mine;
        if (cancelled) {
            mine.cancel(false);
        }
        return mine.get(PooledClient.millis(connectTimeout), TimeUnit.MILLISECONDS);
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        connecting = true;
        this.proxy = proxy;
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        proxy = connection.route().proxy();
        Socket acquired = connection.socket();
        // First: the status that it has from an earlier request is none of this one.
        expectAnswer(acquired);
        socket = acquired;
    }

    @Override
    public void requestHeadersStart(Call call) {
        expectAnswer(socket);
    }

    private static void expectAnswer(@Nullable Socket socket) {
        if (socket instanceof WatchedSocket watched) {
            watched.watch().begin();
        }
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        status = response.code();
        headers = response.headers();
        // Some proxies send this when they close an idle connection. The next request then reads it as its answer.
        lostKeptConnection = isOnKeptConnection()
                && status == REQUEST_TIMEOUT
                && "close".equalsIgnoreCase(response.header("Connection"));
        if (response.header("Content-Length", "").startsWith("-")) {
            // OkHttp would fail in the body, and neither close the connection nor release it. Here, it does both.
            throw new IllegalStateException("negative Content-Length");
        }
    }

    /** Its time is over. Any thread. */
    void giveUp(Call call) {
        cancelled = true; // first: the call may fail before OkHttp has reported that
        call.cancel();
        Future<?> waiting = lookup;
        if (waiting != null) {
            waiting.cancel(false);
        }
    }

    /** Whether there was a connection to the server, new or kept alive. */
    boolean isConnected() {
        return socket != null;
    }

    private boolean isOnKeptConnection() {
        return isConnected() && !connecting;
    }

    /** The connection; null before there is one. */
    @Nullable
    Socket socket() {
        return socket;
    }

    /** Returns the proxy that the request goes through, whether an option or the JVM set it; null if there is none. */
    @Nullable
    InetSocketAddress proxy() {
        return proxy.address() instanceof InetSocketAddress address ? address : null;
    }

    /** Whether it was given up, for its time was over, before it had failed by itself. */
    boolean isCancelled() {
        return cancelled;
    }

    /** The status of the answer, whose headers and body may be missing; {@link StatusWatch#NO_STATUS} before. */
    int status() {
        if (status == StatusWatch.NO_STATUS && socket instanceof WatchedSocket watched) {
            return watched.watch().status();
        }
        return status;
    }

    /** The headers of the answer; none before they are complete. */
    Headers headers() {
        return headers;
    }

    /** It has failed before an answer was read. */
    void fail(Exception failure) {
        lostKeptConnection = isOnKeptConnection()
                && (status() == StatusWatch.NO_STATUS || status() == REQUEST_TIMEOUT)
                && !cancelled
                && !(failure instanceof InterruptedIOException);
    }

    /**
     * Whether it failed because the server had closed a connection that was kept from an earlier request. That happens
     * to the best of servers, and says nothing about it.
     */
    boolean lostKeptConnection() {
        return lostKeptConnection;
    }
}

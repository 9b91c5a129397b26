package com.trubrics.appender.internal.transport.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;

/** One OkHttp client with its connections and its threads, which end when the last request on it has. Thread-safe. */
final class PooledClient {

    private final ConnectionUpkeep upkeep;
    private final long keepAliveNanos;
    private volatile OkHttpClient client;
    private int requests;
    private long quietSince = System.nanoTime();
    private boolean retired;

    /**
     * @param builder everything but the connection pool
     * @param upkeep not yet installed
     * @param maxIdle this many idle connections are kept
     * @param keepAlive a connection that was idle for longer is not used again
     */
    PooledClient(OkHttpClient.Builder builder, ConnectionUpkeep upkeep, int maxIdle, Duration keepAlive) {
        this.upkeep = upkeep;
        this.keepAliveNanos = keepAlive.toNanos();
        this.client = upkeep.install(builder, maxIdle, keepAlive).build();
    }

    /** A request begins. */
    synchronized void begin() {
        // The upkeep does the same, but not in time where the whole process has stood still, as a function in the
        // cloud does between two invocations.
        if (requests == 0 && System.nanoTime() - quietSince > keepAliveNanos) {
            closeIdleConnections();
        }
        requests++;
    }

    /** OkHttp's client, with the same connections whatever the timeout is. */
    OkHttpClient with(Duration connectTimeout) {
        int millis = millis(connectTimeout);
        OkHttpClient current = client;
        return current.connectTimeoutMillis() == millis ? current : change(millis);
    }

    private synchronized OkHttpClient change(int connectTimeoutMillis) {
        OkHttpClient changed = client.newBuilder()
                .connectTimeout(connectTimeoutMillis, TimeUnit.MILLISECONDS)
                .build();
        client = changed;
        return changed;
    }

    /** Within the bounds that OkHttp accepts, for which zero would mean no timeout. */
    static int millis(Duration timeout) {
        return (int) Math.max(1, Math.min(TimeUnit.MILLISECONDS.convert(timeout), Integer.MAX_VALUE));
    }

    /** The next request opens a connection, unless another request returns one meanwhile. */
    synchronized void closeIdleConnections() {
        client.connectionPool().evictAll();
    }

    /** A request has ended. */
    synchronized void end() {
        requests--;
        quietSince = System.nanoTime();
        letGoOfUnused();
    }

    /** No request will begin any more. Those under way end undisturbed. */
    synchronized void retire() {
        retired = true;
        closeIdleConnections();
        letGoOfUnused();
    }

    private void letGoOfUnused() {
        if (retired && requests == 0) {
            closeIdleConnections();
            client.dispatcher().executorService().shutdown();
            upkeep.close();
        }
    }
}

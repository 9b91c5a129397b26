package com.trubrics.appender.internal.transport.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;

/** An OkHttp client with its connections and threads, which end after its last request. Thread-safe. */
final class PooledClient {

    private final OkHttpThreads upkeep;
    private final long keepAliveNanos;
    private volatile OkHttpClient client;
    private int requests;
    private long quietSince = System.nanoTime();
    private boolean retired;

    /**
     * @param builder everything but the connection pool
     * @param upkeep not yet installed
     * @param maxIdle the number of idle connections to keep
     * @param keepAlive a connection that was idle for longer is not reused
     */
    PooledClient(OkHttpClient.Builder builder, OkHttpThreads upkeep, int maxIdle, Duration keepAlive) {
        this.upkeep = upkeep;
        this.keepAliveNanos = keepAlive.toNanos();
        this.client = upkeep.install(builder, maxIdle, keepAlive).build();
    }

    /** Called when a request begins. */
    synchronized void begin() {
        // The upkeep does the same, but too late if the whole process was frozen, like a cloud function
        // between two invocations.
        if (requests == 0 && System.nanoTime() - quietSince > keepAliveNanos) {
            closeIdleConnections();
        }
        requests++;
    }

    /** Returns OkHttp's client with this timeout, which shares its connections. */
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

    /** Returns a timeout within OkHttp's bounds, where zero would mean no timeout. */
    static int millis(Duration timeout) {
        return (int) Math.max(1, Math.min(TimeUnit.MILLISECONDS.convert(timeout), Integer.MAX_VALUE));
    }

    /** After this, the next request opens a connection, unless another request returns one in the meantime. */
    synchronized void closeIdleConnections() {
        client.connectionPool().evictAll();
    }

    /** Called when a request has ended. */
    synchronized void end() {
        requests--;
        quietSince = System.nanoTime();
        letGoOfUnused();
    }

    /** Called when no more requests will begin. Requests in flight are not affected. */
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

package com.trubrics.appender.internal.transport.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.internal.concurrent.TaskRunner;
import okhttp3.internal.connection.ConnectionListener;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which OkHttp opens connections in parallel and closes idle ones. OkHttp's own threads are static, shared with
 * all other clients, and live on for a minute after the last use. During that time they would keep a stopped web application's
 * class loader. These threads end with the transport.
 *
 * <p>OkHttp has no public API for this. Our jar contains OkHttp, so its version cannot change unnoticed.
 */
final class OkHttpThreads {

    private final List<TaskRunner> runners = new ArrayList<>();
    private final BiFunction<String, Runnable, Thread> threads;
    private @Nullable ExecutorService executor;

    /** @param threads as in {@link Jvm} */
    OkHttpThreads(BiFunction<String, Runnable, Thread> threads) {
        this.threads = threads;
    }

    /** Gives a client its connection pool. */
    synchronized OkHttpClient.Builder install(OkHttpClient.Builder client, int maxIdle, Duration keepAlive) {
        TaskRunner.RealBackend backend =
                new TaskRunner.RealBackend(work -> threads.apply("trubrics-connections", work));
        // After the end, OkHttp may still ask for a thread, for work that nothing waits for.
        backend.getExecutor().setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        TaskRunner opening = new TaskRunner(backend, new SilentLogger());
        TaskRunner closing = new TaskRunner(backend, new SilentLogger());
        runners.addAll(List.of(opening, closing));
        executor = backend.getExecutor();
        ConnectionPool pool = new ConnectionPool(
                maxIdle, keepAlive.toMillis(), TimeUnit.MILLISECONDS, closing, ConnectionListener.Companion.getNONE());
        return client.taskRunner$okhttp(opening).connectionPool(pool);
    }

    /** Ends the threads, after the connections. Called again if a connection is returned later. */
    synchronized void close() {
        if (executor == null) {
            return;
        }
        // Even a thread that has missed the interrupt then has nothing left to wait for.
        for (TaskRunner runner : runners) {
            synchronized (runner) {
                runner.cancelAll();
            }
        }
        executor.shutdownNow();
    }
}

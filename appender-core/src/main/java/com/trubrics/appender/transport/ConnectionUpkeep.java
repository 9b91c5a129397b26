package com.trubrics.appender.transport;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.internal.concurrent.TaskRunner;
import okhttp3.internal.connection.ConnectionListener;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which OkHttp opens connections side by side and closes idle ones. Its own are static, shared with all
 * other clients, and live on for a minute after the last use: so long they would keep a stopped web application's class
 * loader. These go with the transport.
 *
 * <p>OkHttp has no public way to this. With a version of OkHttp in which the way is not there either, its static
 * threads do the work.
 */
final class ConnectionUpkeep {

    private TaskRunner.@Nullable RealBackend backend;

    /** Gives a client its connection pool. */
    synchronized OkHttpClient.Builder install(OkHttpClient.Builder client, int maxIdle, Duration keepAlive) {
        long millis = keepAlive.toMillis();
        try {
            TaskRunner.RealBackend threads = new TaskRunner.RealBackend(ConnectionUpkeep::thread);
            TaskRunner runner = new TaskRunner(threads, TaskRunner.INSTANCE.getLogger$okhttp());
            ConnectionPool pool = new ConnectionPool(
                    maxIdle, millis, TimeUnit.MILLISECONDS, runner, ConnectionListener.Companion.getNONE());
            client.taskRunner$okhttp(runner).connectionPool(pool);
            backend = threads;
            return client;
        } catch (LinkageError otherVersion) {
            return client.connectionPool(new ConnectionPool(maxIdle, millis, TimeUnit.MILLISECONDS));
        }
    }

    /** Ends the threads. After the connections: closing those still needs them. */
    synchronized void close() {
        if (backend != null) {
            backend.getExecutor().shutdownNow();
        }
    }

    /** Daemons that inherit nothing of the application. */
    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "trubrics-connections", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(ConnectionUpkeep.class.getClassLoader());
        return thread;
    }
}

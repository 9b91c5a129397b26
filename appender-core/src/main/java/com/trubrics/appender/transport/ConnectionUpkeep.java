package com.trubrics.appender.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
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

    private final List<TaskRunner> runners = new ArrayList<>();
    private @Nullable ExecutorService threads;

    /** Gives a client its connection pool. */
    synchronized OkHttpClient.Builder install(OkHttpClient.Builder client, int maxIdle, Duration keepAlive) {
        long millis = keepAlive.toMillis();
        try {
            TaskRunner.RealBackend backend = new TaskRunner.RealBackend(ConnectionUpkeep::thread);
            // After the end OkHttp may still want a thread, for work that nobody waits for.
            backend.getExecutor().setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
            TaskRunner opening = new TaskRunner(backend, TaskRunner.INSTANCE.getLogger$okhttp());
            TaskRunner closing = new TaskRunner(Unhurried.over(backend), TaskRunner.INSTANCE.getLogger$okhttp());
            ConnectionPool pool = new ConnectionPool(
                    maxIdle, millis, TimeUnit.MILLISECONDS, closing, ConnectionListener.Companion.getNONE());
            client.taskRunner$okhttp(opening).connectionPool(pool);
            runners.addAll(List.of(opening, closing));
            threads = backend.getExecutor();
            return client;
        } catch (LinkageError otherVersion) {
            return client.connectionPool(new ConnectionPool(maxIdle, millis, TimeUnit.MILLISECONDS));
        }
    }

    /** Ends the threads, after the connections. Again if one of those comes back later. */
    synchronized void close() {
        if (threads == null) {
            return;
        }
        // With nothing left to wait for, not even a thread that has missed the interrupt goes on waiting.
        for (TaskRunner runner : runners) {
            synchronized (runner) {
                runner.cancelAll();
            }
        }
        threads.shutdownNow();
    }

    /** Daemons that inherit nothing of the application. */
    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "trubrics-connections", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(ConnectionUpkeep.class.getClassLoader());
        return thread;
    }

    /**
     * Does not wake the thread that waits until an idle connection is old enough, each time that a request has ended and
     * its connection begins to be idle anew. That thread would find nothing to do, and go to sleep again: with the waking
     * it took a sixth of all processor time. It wakes early enough by itself, because no connection is old enough sooner
     * than one that was idle before.
     */
    private static final class Unhurried implements TaskRunner.Backend {
        private static final int METHODS = 5;

        private final TaskRunner.Backend hurried;

        private Unhurried(TaskRunner.Backend hurried) {
            this.hurried = hurried;
        }

        /** Throws a {@link LinkageError} with a version of OkHttp that wants more of it. */
        static Unhurried over(TaskRunner.Backend hurried) {
            if (TaskRunner.Backend.class.getMethods().length > METHODS) {
                throw new AbstractMethodError(TaskRunner.Backend.class.getName());
            }
            return new Unhurried(hurried);
        }

        @Override
        public void coordinatorNotify(TaskRunner runner) {}

        @Override
        public void coordinatorWait(TaskRunner runner, long nanos) {
            hurried.coordinatorWait(runner, nanos); // its InterruptedException, which Kotlin need not declare, passes
        }

        @Override
        public long nanoTime() {
            return hurried.nanoTime();
        }

        @Override
        public <T> BlockingQueue<T> decorate(BlockingQueue<T> queue) {
            return hurried.decorate(queue);
        }

        @Override
        public void execute(TaskRunner runner, Runnable work) {
            hurried.execute(runner, work);
        }
    }
}

package com.trubrics.appender.junit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the test that a thread works for: the test that runs on it, or the test on whose thread it was created. Any other
 * thread, for example a pooled one, works for the running test if there is only one. If there are several, the test is
 * unknown.
 */
final class RunningTests {

    private static final InheritableThreadLocal<@Nullable Recording> OF_THREAD = new InheritableThreadLocal<>();

    /** The recordings of running tests, by the names of the threads that run them. */
    private static final Map<String, Recording> RUNNING = new ConcurrentHashMap<>();

    private RunningTests() {}

    /** Called when the current thread begins to run a test. */
    static Recording begin() {
        Recording recording = new Recording();
        OF_THREAD.set(recording);
        RUNNING.put(Thread.currentThread().getName(), recording);
        return recording;
    }

    /** Called when the test is over. Its threads may live on, but no longer work for it. */
    static void end(Recording recording) {
        OF_THREAD.remove();
        RUNNING.values().remove(recording);
    }

    /** Returns the recording of the test for which a thread with this name has logged, or null if it is unknown. */
    static @Nullable Recording of(String threadName) {
        // An asynchronous appender calls on its own thread, which may have been created by another test.
        boolean loggedHere = threadName.equals(Thread.currentThread().getName());
        Recording own = loggedHere ? OF_THREAD.get() : RUNNING.get(threadName);
        if (own != null && RUNNING.containsValue(own)) {
            return own;
        }
        return loggedHere && isWorkerOfJUnit(Thread.currentThread()) ? null : only();
    }

    /** In parallel execution, such a thread only runs tests. Its log calls belong to its own test, or to none. */
    private static boolean isWorkerOfJUnit(Thread thread) {
        return thread.getClass().getName().startsWith("org.junit.");
    }

    private static @Nullable Recording only() {
        var all = RUNNING.values().toArray(new Recording[0]);
        return all.length == 1 ? all[0] : null;
    }
}

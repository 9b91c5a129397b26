package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The threads of this JVM that delivery may have left behind. */
final class LiveThreads {
    private LiveThreads() {}

    /** Our own: ended, or about to, when a stop has come back. */
    static Set<Thread> ours() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.isAlive() || !thread.getName().startsWith("trubrics-"));
        return threads;
    }

    /**
     * Runs this on a thread of its own, and waits until every thread that it started has ended, whatever its name. A
     * thread joins the group of the one that starts it: so those of tests that run at the same time do not count.
     */
    static void awaitTheEndOfAllStartedBy(Runnable action) {
        ThreadGroup group = new ThreadGroup("a test's");
        FutureTask<Void> task = new FutureTask<>(action, null);
        new Thread(group, task, "a test's").start();
        try {
            task.get();
        } catch (ExecutionException e) {
            throw new AssertionError("it failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        await().pollInterval(Duration.ofMillis(1))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .filteredOn(thread -> group.equals(thread.getThreadGroup()))
                        .isEmpty());
    }
}

package com.trubrics.appender.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** The threads of this JVM that delivery may have left behind. */
final class LiveThreads {
    private LiveThreads() {}

    /** Our own: ended, or about to, when a stop has come back. */
    static Set<Thread> ours() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.isAlive() || !thread.getName().startsWith("trubrics-"));
        return threads;
    }

    /** No thread may be left that was not there before. */
    static void awaitNoneBut(Set<Thread> before) {
        await().pollInterval(Duration.ofMillis(1))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .filteredOn(thread -> thread.isAlive() && !before.contains(thread))
                        .filteredOn(thread -> !isOfTheTest(thread))
                        .isEmpty());
    }

    private static boolean isOfTheTest(Thread thread) {
        return thread.getName().startsWith("scripted-server")
                || thread.getName().startsWith("awaitility");
    }
}

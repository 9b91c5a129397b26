package com.trubrics.appender.internal.delivery;

import static com.trubrics.appender.internal.delivery.PipelinesRig.flush;
import static com.trubrics.appender.internal.delivery.PipelinesRig.offer;
import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Threads come with the first event, hold nothing, and go. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // our waits are not interruptible
class PipelineThreadsTest {

    private final PipelinesRig rig = new PipelinesRig();

    /** Every thread of ours that the test has met. */
    private List<Thread> threads() {
        List<Thread> threads = new ArrayList<>(rig.transport.threads);
        threads.addAll(rig.speakers);
        return threads;
    }

    @Test
    void aPipelineWithoutEventsHasNoThreadAndNoTransport() {
        PipelineHandle handle = rig.open();
        assertThat(flush(handle)).isTrue();
        handle.close();

        assertThat(PipelinesRig.isClosed(handle)).isTrue();
        assertThat(rig.opened).hasValue(0);
    }

    @Test
    void theFirstEventStartsDaemonsWhoseNamesSayWhoseTheyAre() {
        PipelineHandle handle = rig.open();
        offer(handle, 1, 1);
        flush(handle);

        await().until(() -> !rig.speakers.isEmpty()); // the first events were accepted
        assertThat(threads())
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(Thread::isDaemon)
                .allMatch(thread -> thread.getName().startsWith("trubrics-"))
                .allMatch(thread -> !thread.getName().contains("key"));
        handle.close();
    }

    @Test
    void noApplicationThreadOpensOrUsesTheTransport() {
        PipelineHandle handle = rig.open("flushBatchSize", "1");
        offer(handle, 1, 50);
        flush(handle);
        handle.close();

        assertThat(threads()).doesNotContain(Thread.currentThread());
    }

    /** Each of them keeps a body as large as it has ever sent. */
    @Test
    void aSenderThatIsIdleIsUsedAgain() {
        PipelineHandle handle = rig.open("flushBatchSize", "1");
        for (int i = 1; i <= 20; i++) {
            offer(handle, i, i);
            flush(handle);
            rig.transport.threads.forEach(
                    thread -> await().pollInterval(Duration.ofMillis(10)).until(() -> isParked(thread)));
        }

        assertThat(rig.transport.threads).hasSizeLessThanOrEqualTo(2);
        handle.close();
    }

    /** A servlet container may stop the threads of an application that it undeploys, up to JDK 19. */
    @Test
    void aDeliveryThreadThatSomebodyStopsIsNoticedAndGoesOnOrIsReplaced() throws Exception {
        // So long that it delivers in time only what it is woken for.
        PipelineHandle handle = rig.open("flushBatchSize", "1", "flushInterval", "1 h", "requestTimeout", "10 min");
        offer(handle, 1, 1);
        assertThat(flush(handle)).isTrue();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("trubrics-delivery")) {
                // Stopped while it uses a class for the first time, it could spoil that class for the whole JVM.
                await().dontCatchUncaughtExceptions().until(() -> isParked(thread) || !thread.isAlive());
                assumeThat(stop(thread)).isTrue();
            }
        }
        // Awaitility would report what the stopped threads die of.
        await().dontCatchUncaughtExceptions()
                .until(() -> rig.said.stream().anyMatch(text -> text.contains("ThreadDeath")));
        offer(handle, 2, 5);

        assertThat(flush(handle)).isTrue();
        assertThat(rig.transport.delivered).containsExactlyInAnyOrder("e1", "e2", "e3", "e4", "e5");
        handle.close();
    }

    private static boolean stop(Thread thread) throws ReflectiveOperationException {
        try {
            Thread.class.getMethod("stop").invoke(thread);
            return true;
        } catch (InvocationTargetException | NoSuchMethodException laterJdk) {
            return false;
        }
    }

    private static boolean isParked(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING || thread.getState() == Thread.State.WAITING;
    }

    /** What fills a batch while the delivery thread counts both kinds is still of one kind. */
    @Test
    void aStreamOfOneKindGoesInFullBatches() {
        // A queue that a burst half fills calls the thread at once.
        PipelineHandle handle = rig.open("flushBatchSize", "100", "flushInterval", "1 min", "queueCapacity", "1600");
        for (int burst = 0; burst < 200; burst++) {
            int first = burst * 1_000 + 1;
            offer(handle, first, first + 999);
            int all = first + 999;
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> handle.stats().delivered() == all);
        }

        assertThat(rig.transport.requests).hasValue(2_000);
        handle.close();
    }

    @Test
    void theyAreGoneAfterTheStop() {
        PipelineHandle handle = rig.open("flushBatchSize", "1");
        offer(handle, 1, 50);
        handle.close();

        assertThat(rig.transport.delivered).hasSize(50);
        assertThat(rig.transport.closed).hasValue(1);
        await().until(() -> threads().stream().noneMatch(Thread::isAlive));
    }

    @Test
    void theyDoNotKeepTheClassLoaderOfTheThreadThatStartedThem() throws InterruptedException {
        PipelineHandle handle = rig.open();
        AtomicReference<@Nullable Boolean> done = new AtomicReference<>();
        Thread application = new Thread(() -> {
            offer(handle, 1, 1);
            done.set(flush(handle));
        });
        application.setContextClassLoader(new ClassLoader(null) {});
        application.start();
        application.join();

        assertThat(done).hasValue(true);
        assertThat(threads())
                .isNotEmpty()
                .allMatch(thread -> thread.getContextClassLoader() == Pipeline.class.getClassLoader());
        handle.close();
    }

    @Test
    void theyInheritNoThreadLocals() {
        InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
        local.set("of the request");
        List<String> inherited = new ArrayList<>();
        rig.transport.answer(names -> {
            inherited.add(String.valueOf(local.get()));
            return LoopRig.DELIVERED;
        });
        PipelineHandle handle = rig.open();
        offer(handle, 1, 1);
        handle.close();

        assertThat(inherited).containsExactly("null");
    }

    @Test
    void anInterruptFromOutsideDoesNotEndThem() {
        PipelineHandle handle = rig.open("flushBatchSize", "1");
        offer(handle, 1, 1);
        flush(handle);
        threads().forEach(Thread::interrupt);
        offer(handle, 2, 2);

        assertThat(flush(handle)).isTrue();
        handle.close();
        assertThat(rig.transport.delivered).containsExactly("e1", "e2");
    }
}

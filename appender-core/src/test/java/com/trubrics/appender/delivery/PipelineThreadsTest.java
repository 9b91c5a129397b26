package com.trubrics.appender.delivery;

import static com.trubrics.appender.delivery.PipelinesRig.flush;
import static com.trubrics.appender.delivery.PipelinesRig.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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
        Lease lease = rig.lease();
        assertThat(flush(lease)).isTrue();
        lease.close();

        assertThat(PipelinesRig.isClosed(lease)).isTrue();
        assertThat(rig.opened).hasValue(0);
    }

    @Test
    void theFirstEventStartsDaemonsWhoseNamesSayWhoseTheyAre() {
        Lease lease = rig.lease();
        offer(lease, 1, 1);
        flush(lease);

        await().until(() -> !rig.speakers.isEmpty()); // the first events were accepted
        assertThat(threads())
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(Thread::isDaemon)
                .allMatch(thread -> thread.getName().startsWith("trubrics-"))
                .allMatch(thread -> !thread.getName().contains("key"));
        lease.close();
    }

    @Test
    void noApplicationThreadOpensOrUsesTheTransport() {
        Lease lease = rig.lease("flushBatchSize", "1");
        offer(lease, 1, 50);
        flush(lease);
        lease.close();

        assertThat(threads()).doesNotContain(Thread.currentThread());
    }

    /** Each of them keeps a body as large as it has ever sent. */
    @Test
    void thereAreNoMoreSendersThanRequestsAtOnce() {
        Lease lease = rig.lease("flushBatchSize", "1", "maxInFlight", "2", "queueCapacity", "10000");
        offer(lease, 1, 3_000);
        flush(lease);

        assertThat(rig.transport.delivered).hasSize(3_000);
        assertThat(rig.transport.threads).hasSize(2);
        lease.close();
    }

    @Test
    void sendersThatAllHangAreWaitedForOnce() {
        CountDownLatch goOn = new CountDownLatch(1);
        rig.transport.answer(names -> {
            awaitUninterruptibly(goOn); // as a look-up of a name does: no signal reaches it
            return LoopRig.DELIVERED;
        });
        Lease lease = rig.lease("flushBatchSize", "1", "maxInFlight", "2", "shutdownTimeout", "1 ms");
        offer(lease, 1, 2);
        await().until(() -> rig.transport.requests.get() == 2);
        Pipeline pipeline = lease.pipeline();
        pipeline.endBy(System.nanoTime(), false).join();
        offer(lease, 3, 3);
        await().until(() -> rig.transport.requests.get() == 3);

        long begin = System.nanoTime();
        for (int i = 4; i <= 33; i++) {
            pipeline.endBy(System.nanoTime(), false).join();
            offer(lease, i, i);
            int expected = i;
            await().pollInterval(Duration.ofMillis(1)).until(() -> rig.transport.requests.get() >= expected);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("thirty waits of 100 ms would take 3 s")
                .isLessThan(Duration.ofMillis(2_500));
        goOn.countDown();
        lease.close();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What fills a batch while the delivery thread counts both kinds is still of one kind. */
    @Test
    void aStreamOfOneKindGoesInFullBatches() {
        // A queue that a burst half fills calls the thread at once.
        Lease lease = rig.lease("flushBatchSize", "100", "flushInterval", "1 min", "queueCapacity", "1600");
        for (int burst = 0; burst < 200; burst++) {
            int first = burst * 1_000 + 1;
            offer(lease, first, first + 999);
            int all = first + 999;
            await().pollInterval(Duration.ofMillis(1)).until(() -> lease.stats().delivered() == all);
        }

        assertThat(rig.transport.requests).hasValue(2_000);
        lease.close();
    }

    @Test
    void theyAreGoneAfterTheStop() {
        Lease lease = rig.lease("flushBatchSize", "1");
        offer(lease, 1, 50);
        lease.close();

        assertThat(rig.transport.delivered).hasSize(50);
        assertThat(rig.transport.closed).hasValue(1);
        await().until(() -> threads().stream().noneMatch(Thread::isAlive));
    }

    @Test
    void theyDoNotKeepTheClassLoaderOfTheThreadThatStartedThem() throws InterruptedException {
        Lease lease = rig.lease();
        AtomicReference<@Nullable Boolean> done = new AtomicReference<>();
        Thread application = new Thread(() -> {
            offer(lease, 1, 1);
            done.set(flush(lease));
        });
        application.setContextClassLoader(new ClassLoader(null) {});
        application.start();
        application.join();

        assertThat(done).hasValue(true);
        assertThat(threads())
                .isNotEmpty()
                .allMatch(thread -> thread.getContextClassLoader() == Pipeline.class.getClassLoader());
        lease.close();
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
        Lease lease = rig.lease();
        offer(lease, 1, 1);
        lease.close();

        assertThat(inherited).containsExactly("null");
    }

    @Test
    void anInterruptFromOutsideDoesNotEndThem() {
        Lease lease = rig.lease("flushBatchSize", "1");
        offer(lease, 1, 1);
        flush(lease);
        threads().forEach(Thread::interrupt);
        offer(lease, 2, 2);

        assertThat(flush(lease)).isTrue();
        lease.close();
        assertThat(rig.transport.delivered).containsExactly("e1", "e2");
    }
}

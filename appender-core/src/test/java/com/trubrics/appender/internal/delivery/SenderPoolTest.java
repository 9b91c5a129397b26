package com.trubrics.appender.internal.delivery;

import static com.trubrics.appender.internal.delivery.PipelinesRig.PATIENCE;
import static com.trubrics.appender.internal.delivery.PipelinesRig.offer;
import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.queue.Sample;
import com.trubrics.appender.internal.report.RateLimitedDiagnostics;
import com.trubrics.appender.internal.retry.BatchHistory;
import com.trubrics.appender.testkit.TestDestination;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Senders that never return: a {@link java.net.ProxySelector} of the application that hangs, say. */
class SenderPoolTest {

    private static final int MAX_IN_FLIGHT = 1;

    /** Those that may be under way or on their way back, and eight. */
    private static final int MAX_THREADS = 2 * MAX_IN_FLIGHT + 8;

    private final PipelinesRig rig = new PipelinesRig();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void letThemGo() {
        end.countDown();
    }

    private void hangOn(String event) {
        rig.transport.answer(names -> {
            if (names.contains(event)) {
                awaitUninterruptibly();
            }
            return LoopRig.DELIVERED;
        });
    }

    private void awaitUninterruptibly() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void oneThatHangsHoldsUpTheOthersForAMomentOnly() {
        hangOn("e1");
        PipelineHandle handle = rig.open("flushBatchSize", "1", "maxInFlight", "1", "requestTimeout", "50 ms");
        offer(handle, 1, 3);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(rig.transport.delivered).contains("e2", "e3"));
        end.countDown();
        await().atMost(PATIENCE).until(() -> handle.stats().pending() == 0);
        DeliveryStats stats = handle.stats();
        assertThat(stats.delivered()).isEqualTo(3);
        assertThat(PipelinesRig.isBalanced(stats)).isTrue();
        handle.close();
    }

    @Test
    void thereAreNeverManyThatHang() {
        hangOn("e1");
        List<SendReport> reports = new CopyOnWriteArrayList<>();
        SenderPool pool = new SenderPool(
                TestDestination.ONE,
                (destination, warnings) -> rig.transport,
                () -> LoopRig.settings(1, MAX_IN_FLIGHT),
                reports::add,
                new RateLimitedDiagnostics((level, message, cause) -> {}, System::nanoTime));

        for (int i = 0; i < MAX_THREADS; i++) {
            pool.send(batch());
        }
        await().atMost(PATIENCE).until(() -> rig.transport.requests.get() == MAX_THREADS);
        assertThat(reports).isEmpty();
        pool.send(batch());

        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(
                                report.outcome() == null ? "" : report.outcome().detail())
                        .contains("no sender thread"));
        assertThat(rig.transport.threads).hasSize(MAX_THREADS);
        end.countDown();
        await().atMost(PATIENCE).until(() -> reports.size() == MAX_THREADS + 1);
        pool.close();
    }

    private static InFlightBatch batch() {
        return new InFlightBatch(
                EventKind.USER,
                new Batch(Sample.queued(1, 1), BatchHistory.NONE, 0),
                1,
                Integer.MAX_VALUE,
                System.nanoTime());
    }
}

package com.trubrics.appender.delivery;

import static com.trubrics.appender.delivery.PipelinesRig.flush;
import static com.trubrics.appender.delivery.PipelinesRig.isClosed;
import static com.trubrics.appender.delivery.PipelinesRig.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.config.DeliverySettings;
import com.trubrics.appender.config.DeliverySettings.Overflow;
import com.trubrics.appender.config.DeliverySettings.Queueing;
import com.trubrics.appender.delivery.Lease.Holder;
import com.trubrics.appender.json.EncodedBatch;
import com.trubrics.appender.transport.CancelSignal;
import com.trubrics.appender.transport.Endpoint;
import com.trubrics.appender.transport.Outcome;
import com.trubrics.appender.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is thrown at a pipeline, it lives on, and no application thread sees it. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // our waits are not interruptible
class RobustnessTest {

    private final PipelinesRig rig = new PipelinesRig();

    @AfterEach
    void everyEventIsAccountedFor() {
        rig.transport.goOn();
        assertThat(rig.pipelines.allStats()).allMatch(PipelinesRig::isBalanced);
    }

    static List<Supplier<Throwable>> defects() {
        return List.of(
                () -> new IllegalStateException("a defect"),
                () -> new OutOfMemoryError("not really"),
                () -> new StackOverflowError("not really"),
                () -> new NoClassDefFoundError("okhttp3/OkHttpClient"),
                () -> new IOException("undeclared"));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @ParameterizedTest
    @MethodSource("defects")
    void whatATransportThrowsIsRetried(Supplier<Throwable> defect) {
        AtomicInteger left = new AtomicInteger(3);
        rig.transport.answer(names -> {
            if (left.getAndDecrement() > 0) {
                throw sneaky(defect.get());
            }
            return LoopRig.DELIVERED;
        });
        Lease lease = rig.lease();
        offer(lease, 1, 20);

        assertThat(flush(lease)).isTrue();
        offer(lease, 21, 21);
        assertThat(flush(lease)).isTrue();
        assertThat(rig.transport.delivered).hasSize(21).doesNotHaveDuplicates();
        lease.close();
        assertThat(rig.said).anyMatch(text -> text.startsWith("WARNING") && text.contains("unexpectedly"));
    }

    @Test
    void aSinkThatNeverReturnsHoldsNeitherDeliveryNorTheStop() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Lease lease = rig.pipelines.lease(PipelinesRig.settings(), new Holder(this, "A"), (level, message, cause) -> {
            hangs.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            offer(lease, 1, 1);
            assertThat(flush(lease)).isTrue();
            hangs.await(); // with the word that the first events were accepted
            AtomicInteger left = new AtomicInteger(2);
            rig.transport.answer(names -> left.getAndDecrement() > 0 ? LoopRig.SERVER_ERROR : LoopRig.DELIVERED);
            offer(lease, 2, 500);
            assertThat(flush(lease)).isTrue();
            long begin = System.nanoTime();
            lease.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        } finally {
            goOn.countDown();
        }
        assertThat(rig.transport.delivered).hasSize(500);
    }

    @ParameterizedTest
    @MethodSource("defects")
    void aTransportThatCannotBeOpenedIsOpenedLater(Supplier<Throwable> defect) {
        AtomicInteger left = new AtomicInteger(2);
        Pipelines pipelines = new Pipelines((destination, warnings) -> {
            if (left.getAndDecrement() > 0) {
                throw sneaky(defect.get());
            }
            return rig.transport;
        });
        Lease lease = pipelines.lease(PipelinesRig.settings(), new Holder(this, "A"), rig.diagnostics());
        offer(lease, 1, 3);

        assertThat(flush(lease)).isTrue();
        lease.close();
        assertThat(rig.transport.delivered).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("defects")
    void aSinkThatThrowsCostsNothing(Supplier<Throwable> defect) {
        AtomicInteger calls = new AtomicInteger();
        Lease lease = rig.pipelines.lease(
                PipelinesRig.settings("flushBatchSize", "1"), new Holder(this, "A"), (level, message, cause) -> {
                    calls.incrementAndGet();
                    throw sneaky(defect.get());
                });
        rig.transport.answer(names -> rig.transport.requests.get() < 4 ? LoopRig.SERVER_ERROR : LoopRig.DELIVERED);
        offer(lease, 1, 5);

        assertThat(flush(lease)).isTrue();
        lease.close();
        assertThat(calls).hasPositiveValue();
        assertThat(rig.transport.delivered).hasSize(5);
    }

    @ParameterizedTest
    @MethodSource("defects")
    void aTransportThatCannotBeCancelledOrClosedHoldsNoStop(Supplier<Throwable> defect) {
        rig.transport.hang();
        Pipelines pipelines = new Pipelines((destination, warnings) -> new Transport() {
            @Override
            public Outcome send(
                    Endpoint endpoint, EncodedBatch body, DeliverySettings.Sending settings, CancelSignal signal) {
                signal.onCancel(() -> {
                    throw sneaky(defect.get());
                });
                return rig.transport.send(endpoint, body, settings, new CancelSignal());
            }

            @Override
            public void close() {
                throw sneaky(defect.get());
            }
        });
        Lease lease = pipelines.lease(
                PipelinesRig.settings("flushBatchSize", "1", "shutdownTimeout", "50 ms"),
                new Holder(this, "A"),
                rig.diagnostics());
        offer(lease, 1, 3);
        await().until(() -> rig.transport.stuck() == 3);
        lease.close();

        await().until(() -> isClosed(lease));
        assertThat(lease.stats().dropped(DropReason.SHUTDOWN)).isEqualTo(3);
        assertThat(lease.stats().pending()).isZero();
    }

    @Test
    void aDefectThatCannotBeToldOfEndsNoDelivery() {
        AtomicInteger left = new AtomicInteger(1);
        Pipeline pipeline = new Pipeline(
                PipelinesRig.settings().destination(),
                new Account("https://example.test"),
                new HostHold(),
                LoopRig.settings(20, 8),
                (level, message, cause) -> {},
                (destination, warnings) -> rig.transport,
                (unused, drained) -> {
                    if (left.getAndDecrement() > 0) {
                        throw new UnspeakableException();
                    }
                    return false;
                });
        pipeline.offer(Sample.event(1));
        assertThat(pipeline.flush()).succeedsWithin(PipelinesRig.PATIENCE).isEqualTo(true);
        pipeline.setUnused(true); // asks whether it may close
        await().until(() -> left.get() <= 0);
        pipeline.setUnused(false);
        pipeline.offer(Sample.event(2));

        assertThat(pipeline.flush()).succeedsWithin(PipelinesRig.PATIENCE).isEqualTo(true);
        assertThat(rig.transport.delivered).containsExactly("e1", "e2");
        assertThat(pipeline.endBy(System.nanoTime(), true)).succeedsWithin(PipelinesRig.PATIENCE);
    }

    /** As where memory has run out, and does not last for the message either. */
    private static final class UnspeakableException extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("made for the test");
        }
    }

    /** A caller that waits for room need not log again, nor wait for the interval. */
    @Test
    void allWhoWaitForRoomGetIt() throws InterruptedException {
        Account account = new Account("https://example.test");
        Pipeline pipeline = new Pipeline(
                PipelinesRig.settings().destination(),
                account,
                new HostHold(),
                LoopRig.settings(20, 8, new Queueing(100, 1_000_000, Overflow.BLOCK, Duration.ofSeconds(5))),
                (level, message, cause) -> {},
                (destination, warnings) -> rig.transport,
                (unused, drained) -> false);
        List<Thread> callers = IntStream.rangeClosed(1, 16)
                .mapToObj(i -> new Thread(() -> pipeline.offer(Sample.large(i, 300_000))))
                .toList();
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(pipeline.flush()).succeedsWithin(PipelinesRig.PATIENCE).isEqualTo(true);
        assertThat(account.stats().delivered()).isEqualTo(16);
        assertThat(pipeline.endBy(System.nanoTime(), true)).succeedsWithin(PipelinesRig.PATIENCE);
    }

    @Test
    void aTransportThatOpensAfterTheStopSendsNothing() {
        CompletableFuture<Thread> sender = new CompletableFuture<>();
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        Pipelines pipelines = new Pipelines((destination, warnings) -> {
            sender.complete(Thread.currentThread());
            stopped.join();
            return rig.transport;
        });
        Lease lease = pipelines.lease(
                PipelinesRig.settings("flushBatchSize", "1", "shutdownTimeout", "0 s"),
                new Holder(this, "A"),
                rig.diagnostics());
        offer(lease, 1, 1);
        Thread opening = sender.join();
        lease.close();
        await().until(() -> isClosed(lease));
        stopped.complete(null);

        await().until(() -> !opening.isAlive());
        assertThat(rig.transport.delivered).isEmpty();
        assertThat(lease.stats().dropped(DropReason.SHUTDOWN)).isEqualTo(1);
    }

    @Test
    void aFlushOnOneOfOurThreadsDoesNotWaitForItself() {
        Lease[] lease = new Lease[1];
        CompletableFuture<Boolean> flushed = new CompletableFuture<>();
        lease[0] = rig.pipelines.lease(
                PipelinesRig.settings("flushBatchSize", "1"),
                new Holder(this, "A"),
                (level, message, cause) -> flushed.complete(lease[0].flush(Duration.ofDays(1))));
        rig.transport.answer(names -> {
            var unused = lease[0].flush(Duration.ofDays(1));
            return LoopRig.DELIVERED;
        });
        offer(lease[0], 1, 3);

        assertThat(flush(lease[0])).isTrue();
        assertThat(flushed).succeedsWithin(PipelinesRig.PATIENCE);
        lease[0].close();
    }

    @Test
    void aHungServerIsNotNoticedByWhoeverOffers() throws InterruptedException {
        int events = 10_000;
        rig.transport.hang();
        Lease lease = rig.lease("queueCapacity", "" + events, "shutdownTimeout", "50 ms");
        CountDownLatch offered = new CountDownLatch(1);
        Thread application = new Thread(() -> {
            offer(lease, 1, events);
            offered.countDown();
        });
        application.start();

        offered.await(); // while nothing is answered, or the test's timeout ends it
        assertThat(rig.transport.delivered).isEmpty();
        assertThat(lease.stats().pending()).isEqualTo(events);
        await().until(() -> rig.transport.stuck() == 8);
        assertThat(rig.transport.threads).hasSize(8).doesNotContain(application);
        offer(lease, events + 1, events + 1);
        assertThat(lease.stats().dropped(DropReason.QUEUE_FULL)).isEqualTo(1);

        lease.close();
        await().until(() -> isClosed(lease));
        assertThat(lease.stats().dropped(DropReason.SHUTDOWN)).isEqualTo(events);
    }

    @Test
    void aHungServerThatComesBackGetsEverything() {
        rig.transport.hang();
        Lease lease = rig.lease();
        offer(lease, 1, 1_000);
        await().until(() -> rig.transport.stuck() == 8);
        assertThat(lease.flush(Duration.ofMillis(20))).isFalse();
        rig.transport.goOn();

        assertThat(flush(lease)).isTrue();
        assertThat(rig.transport.delivered).hasSize(1_000).doesNotHaveDuplicates();
        lease.close();
    }
}

package com.trubrics.appender.internal.delivery;

import static com.trubrics.appender.internal.delivery.PipelinesRig.flush;
import static com.trubrics.appender.internal.delivery.PipelinesRig.isClosed;
import static com.trubrics.appender.internal.delivery.PipelinesRig.offer;
import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.config.Settings;
import com.trubrics.appender.internal.delivery.PipelineHandle.Owner;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.json.EncodedBatch;
import com.trubrics.appender.internal.queue.DeliveryCounters;
import com.trubrics.appender.internal.queue.Sample;
import com.trubrics.appender.internal.transport.CancelSignal;
import com.trubrics.appender.internal.transport.Outcome;
import com.trubrics.appender.internal.transport.Transport;
import com.trubrics.appender.testkit.TestDestination;
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
        assertThat(rig.pipelines.figures().stats()).allMatch(PipelinesRig::isBalanced);
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
        PipelineHandle handle = rig.open();
        offer(handle, 1, 20);

        assertThat(flush(handle)).isTrue();
        offer(handle, 21, 21);
        assertThat(flush(handle)).isTrue();
        assertThat(rig.transport.delivered).hasSize(21).doesNotHaveDuplicates();
        handle.close();
        await().until(() ->
                rig.said.stream().anyMatch(text -> text.startsWith("WARNING") && text.contains("unexpectedly")));
    }

    /** Where a class is missing, no attempt will ever succeed: nobody must wait for the stop to learn that. */
    @Test
    void aLastingDefectIsReportedAtOnceForWhatItIs() {
        rig.transport.answer(names -> {
            throw new NoClassDefFoundError("com/fasterxml/jackson/core/JsonFactory");
        });
        PipelineHandle handle = rig.open("shutdownTimeout", "0 s", "flushBatchSize", "1");
        offer(handle, 1, 1);

        await().until(() ->
                rig.said.stream().anyMatch(text -> text.startsWith("WARNING") && text.contains("JsonFactory")));
        handle.close();
    }

    @Test
    void aSinkThatNeverReturnsHoldsNeitherDeliveryNorTheStop() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Settings settings = PipelinesRig.settings("shutdownTimeout", "10 min");
        PipelineHandle handle = rig.pipelines.open(settings, new Owner(this, "A"), (level, message, cause) -> {
            hangs.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            offer(handle, 1, 1);
            assertThat(flush(handle)).isTrue();
            hangs.await(); // with the word that the first events were accepted
            AtomicInteger left = new AtomicInteger(2);
            rig.transport.answer(names -> left.getAndDecrement() > 0 ? LoopRig.SERVER_ERROR : LoopRig.DELIVERED);
            offer(handle, 2, 500);
            assertThat(flush(handle)).isTrue();
            handle.close(); // or the test's timeout ends it
        } finally {
            goOn.countDown();
        }
        assertThat(rig.transport.delivered).hasSize(500);
    }

    @ParameterizedTest
    @MethodSource("defects")
    void aTransportThatCannotBeOpenedIsOpenedLater(Supplier<Throwable> defect) {
        AtomicInteger left = new AtomicInteger(2);
        PipelineRegistry pipelines = new PipelineRegistry((destination, warnings) -> {
            if (left.getAndDecrement() > 0) {
                throw sneaky(defect.get());
            }
            return rig.transport;
        });
        PipelineHandle handle = pipelines.open(PipelinesRig.settings(), new Owner(this, "A"), rig.diagnostics());
        offer(handle, 1, 3);

        assertThat(flush(handle)).isTrue();
        handle.close();
        assertThat(rig.transport.delivered).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("defects")
    void aSinkThatThrowsCostsNothing(Supplier<Throwable> defect) {
        AtomicInteger calls = new AtomicInteger();
        PipelineHandle handle = rig.pipelines.open(
                PipelinesRig.settings("flushBatchSize", "1"), new Owner(this, "A"), (level, message, cause) -> {
                    calls.incrementAndGet();
                    throw sneaky(defect.get());
                });
        rig.transport.answer(names -> rig.transport.requests.get() < 4 ? LoopRig.SERVER_ERROR : LoopRig.DELIVERED);
        offer(handle, 1, 5);

        assertThat(flush(handle)).isTrue();
        handle.close();
        assertThat(calls).hasPositiveValue();
        assertThat(rig.transport.delivered).hasSize(5);
    }

    @ParameterizedTest
    @MethodSource("defects")
    void aTransportThatCannotBeCancelledOrClosedHoldsNoStop(Supplier<Throwable> defect) {
        rig.transport.hang();
        PipelineRegistry pipelines = new PipelineRegistry((destination, warnings) -> new Transport() {
            @Override
            public Outcome send(
                    EventKind kind, EncodedBatch body, DeliverySettings.Sending settings, CancelSignal signal) {
                signal.onCancel(() -> {
                    throw sneaky(defect.get());
                });
                return rig.transport.send(kind, body, settings, new CancelSignal());
            }

            @Override
            public void close() {
                throw sneaky(defect.get());
            }
        });
        PipelineHandle handle = pipelines.open(
                PipelinesRig.settings("flushBatchSize", "1", "shutdownTimeout", "50 ms"),
                new Owner(this, "A"),
                rig.diagnostics());
        offer(handle, 1, 3);
        await().until(() -> rig.transport.stuck() == 3);
        handle.close();

        await().until(() -> isClosed(handle));
        assertThat(handle.stats().dropped(DropReason.SHUTDOWN)).isEqualTo(3);
        assertThat(handle.stats().pending()).isZero();
    }

    @Test
    void aDefectThatCannotBeToldOfEndsNoDelivery() {
        AtomicInteger left = new AtomicInteger(1);
        Pipeline pipeline = new Pipeline(
                PipelinesRig.settings(),
                new CountersRegistry.Kept(new DeliveryCounters(TestDestination.ONE), new HostRateLimit()),
                (destination, warnings) -> rig.transport,
                (level, message, cause) -> {},
                (unused, drained) -> {
                    if (left.getAndDecrement() > 0) {
                        throw new UnspeakableException();
                    }
                    return false;
                });
        pipeline.queue().offer(Sample.event(1), System.nanoTime());
        assertThat(pipeline.flush()).succeedsWithin(PipelinesRig.PATIENCE);
        pipeline.unused(); // asks whether it may close
        await().until(() -> left.get() <= 0);
        pipeline.usedAgain();
        pipeline.queue().offer(Sample.event(2), System.nanoTime());

        assertThat(pipeline.flush()).succeedsWithin(PipelinesRig.PATIENCE);
        assertThat(rig.transport.delivered).containsExactly("e1", "e2");
        assertThat(pipeline.closeBy(System.nanoTime())).succeedsWithin(PipelinesRig.PATIENCE);
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
        DeliveryCounters counters = new DeliveryCounters(TestDestination.ONE);
        Settings settings = PipelinesRig.settings(
                "overflow", "block", "blockTimeout", "10 min", "queueBytes", "100 KB", "flushInterval", "1 h");
        Pipeline pipeline = new Pipeline(
                settings,
                new CountersRegistry.Kept(counters, new HostRateLimit()),
                (destination, warnings) -> rig.transport,
                (level, message, cause) -> {},
                (unused, drained) -> false);
        List<Thread> callers = IntStream.rangeClosed(1, 16)
                .mapToObj(i -> new Thread(() -> pipeline.queue().offer(Sample.large(i, 30_000), System.nanoTime())))
                .toList();
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(pipeline.flush()).succeedsWithin(PipelinesRig.PATIENCE);
        assertThat(counters.stats().delivered()).isEqualTo(16);
        assertThat(pipeline.closeBy(System.nanoTime())).succeedsWithin(PipelinesRig.PATIENCE);
    }

    /**
     * They wait in a line: none is passed by the others until its time is over. While the line moves up, there is capacity,
     * so no batch leaves before it is full.
     */
    @Test
    void callersThatLogInATightLoopAllGetTheirTurnAndFillTheirBatches() throws InterruptedException {
        PipelineHandle handle =
                rig.open("overflow", "block", "blockTimeout", "10 min", "queueCapacity", "200", "flushBatchSize", "20");
        List<Thread> callers = IntStream.range(0, 8)
                .mapToObj(i -> new Thread(() -> offer(handle, i * 1_000 + 1, i * 1_000 + 1_000)))
                .toList();
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(flush(handle)).isTrue();
        assertThat(handle.stats().delivered()).isEqualTo(8_000);
        assertThat(rig.transport.requests).hasValueLessThan(2 * 8_000 / 20);
        handle.close();
    }

    @Test
    void aTransportThatOpensAfterTheStopSendsNothing() {
        CompletableFuture<Thread> sender = new CompletableFuture<>();
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        PipelineRegistry pipelines = new PipelineRegistry((destination, warnings) -> {
            sender.complete(Thread.currentThread());
            stopped.join();
            return rig.transport;
        });
        PipelineHandle handle = pipelines.open(
                PipelinesRig.settings("flushBatchSize", "1", "shutdownTimeout", "0 s"),
                new Owner(this, "A"),
                rig.diagnostics());
        offer(handle, 1, 1);
        Thread opening = sender.join();
        handle.close();
        await().until(() -> isClosed(handle));
        stopped.complete(null);

        await().until(() -> !opening.isAlive());
        assertThat(rig.transport.delivered).isEmpty();
        assertThat(handle.stats().dropped(DropReason.SHUTDOWN)).isEqualTo(1);
    }

    @Test
    void aFlushOnOneOfOurThreadsDoesNotWaitForItself() {
        PipelineHandle[] handle = new PipelineHandle[1];
        CompletableFuture<Boolean> flushed = new CompletableFuture<>();
        handle[0] = rig.pipelines.open(
                PipelinesRig.settings("flushBatchSize", "1"),
                new Owner(this, "A"),
                (level, message, cause) -> flushed.complete(handle[0].flush(Duration.ofDays(1))));
        rig.transport.answer(names -> {
            var unused = handle[0].flush(Duration.ofDays(1));
            return LoopRig.DELIVERED;
        });
        offer(handle[0], 1, 3);

        assertThat(flush(handle[0])).isTrue();
        assertThat(flushed).succeedsWithin(PipelinesRig.PATIENCE);
        handle[0].close();
    }

    @Test
    void aHungServerIsNotNoticedByTheThreadsThatOffer() throws InterruptedException {
        int events = 10_000;
        rig.transport.hang();
        PipelineHandle handle = rig.open("queueCapacity", "" + events, "shutdownTimeout", "50 ms");
        CountDownLatch offered = new CountDownLatch(1);
        Thread application = new Thread(() -> {
            offer(handle, 1, events);
            offered.countDown();
        });
        application.start();

        offered.await(); // while nothing is answered, or the test's timeout ends it
        assertThat(rig.transport.delivered).isEmpty();
        assertThat(handle.stats().pending()).isEqualTo(events);
        await().until(() -> rig.transport.stuck() == 8);
        assertThat(rig.transport.threads).hasSize(8).doesNotContain(application);
        offer(handle, events + 1, events + 1);
        assertThat(handle.stats().dropped(DropReason.QUEUE_FULL)).isEqualTo(1);

        handle.close();
        await().until(() -> isClosed(handle));
        assertThat(handle.stats().dropped(DropReason.SHUTDOWN)).isEqualTo(events);
    }

    @Test
    void aHungServerThatComesBackGetsEverything() {
        rig.transport.hang();
        PipelineHandle handle = rig.open();
        offer(handle, 1, 1_000);
        await().until(() -> rig.transport.stuck() == 8);
        assertThat(handle.flush(Duration.ofMillis(20))).isFalse();
        rig.transport.goOn();

        assertThat(flush(handle)).isTrue();
        assertThat(rig.transport.delivered).hasSize(1_000).doesNotHaveDuplicates();
        handle.close();
    }
}

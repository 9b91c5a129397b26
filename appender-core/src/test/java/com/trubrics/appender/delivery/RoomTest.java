package com.trubrics.appender.delivery;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.trubrics.appender.config.DeliverySettings.Overflow;
import com.trubrics.appender.config.DeliverySettings.Queueing;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** The bound, and callers that wait for it. */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD) // our waits are not interruptible
class RoomTest {

    private static final Duration FOR_EVER = Duration.ofDays(1);
    private static final Duration A_MOMENT = Duration.ofMillis(30);

    private final Room room = new Room();
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void noCallerIsLeft() throws InterruptedException {
        callers.shutdownNow();
        assertThat(callers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    private static Queueing bounds(int count, long bytes, Duration blockTimeout) {
        return new Queueing(count, bytes, Overflow.BLOCK, blockTimeout);
    }

    private static Queueing count(int count) {
        return bounds(count, Long.MAX_VALUE >> 24, FOR_EVER);
    }

    private boolean takeOrWait(Queueing bounds) {
        return room.takeOrWait(1, bounds, () -> false);
    }

    private static void awaitThatWaits(AtomicReference<@Nullable Thread> caller) {
        await().until(() -> {
            Thread thread = caller.get();
            return thread != null && thread.getState() == Thread.State.TIMED_WAITING;
        });
    }

    /** Answers when the caller waits for room. */
    private Future<Boolean> waiting(Queueing bounds) {
        AtomicReference<@Nullable Thread> caller = new AtomicReference<>();
        Future<Boolean> taken = callers.submit(() -> {
            caller.set(Thread.currentThread());
            return takeOrWait(bounds);
        });
        awaitThatWaits(caller);
        return taken;
    }

    private static boolean result(Future<Boolean> taken)
            throws InterruptedException, ExecutionException, TimeoutException {
        return taken.get(20, TimeUnit.SECONDS);
    }

    @Test
    void soManyEventsFitAndNotOneMore() {
        for (int i = 0; i < 3; i++) {
            assertThat(room.take(10, count(3))).isTrue();
        }

        assertThat(room.take(10, count(3))).isFalse();
        assertThat(room.count()).isEqualTo(3);
        assertThat(room.bytes()).isEqualTo(30);
    }

    @Test
    void soManyBytesFitAndNotOneMore() {
        Queueing hundred = bounds(1_000, 100, FOR_EVER);

        assertThat(room.take(60, hundred)).isTrue();
        assertThat(room.take(41, hundred)).isFalse();
        assertThat(room.take(40, hundred)).isTrue();
        assertThat(room.take(1, hundred)).isFalse();
        assertThat(room.bytes()).isEqualTo(100);
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        assertThat(room.take(60, count(1))).isTrue();
        room.give(60);

        assertThat(room.count()).isZero();
        assertThat(room.bytes()).isZero();
        assertThat(room.take(70, count(1))).isTrue();
    }

    @Test
    void thatOfSeveralCanBeGivenBackAtOnce() {
        Queueing three = bounds(3, 3L * Integer.MAX_VALUE, FOR_EVER);
        for (int i = 0; i < 3; i++) {
            assertThat(room.take(Integer.MAX_VALUE, three)).isTrue();
        }
        room.give(2, 2L * Integer.MAX_VALUE);

        assertThat(room.count()).isEqualTo(1);
        assertThat(room.bytes()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aRefusalLeavesNoTrace() {
        assertThat(room.take(Integer.MAX_VALUE, bounds(1, 10, FOR_EVER))).isFalse();

        assertThat(room.count()).isZero();
        assertThat(room.bytes()).isZero();
    }

    @Test
    void theTwoNumbersInOneWordDoNotDisturbEachOther() {
        Queueing widest = bounds(16_000_000, 512L << 30, FOR_EVER);
        for (int i = 0; i < 200; i++) {
            assertThat(room.take(Integer.MAX_VALUE, widest)).isTrue();
        }

        assertThat(room.count()).isEqualTo(200);
        assertThat(room.bytes()).isEqualTo(200L * Integer.MAX_VALUE);
        for (int i = 0; i < 200; i++) {
            room.give(Integer.MAX_VALUE);
        }
        assertThat(room.count()).isZero();
        assertThat(room.bytes()).isZero();
    }

    @Test
    void manyThreadsNeverTakeMoreThanThereIs() throws Exception {
        Queueing ten = bounds(10, 1_000, FOR_EVER);
        AtomicBoolean tooMuch = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(4);
        for (int thread = 0; thread < 4; thread++) {
            callers.execute(() -> {
                for (int i = 0; i < 20_000; i++) {
                    if (room.take(100, ten)) {
                        tooMuch.compareAndSet(false, room.count() > 10 || room.bytes() > 1_000);
                        room.give(100);
                    }
                }
                done.countDown();
            });
        }

        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(tooMuch).isFalse();
        assertThat(room.count()).isZero();
        assertThat(room.bytes()).isZero();
    }

    @Test
    void aCallerThatWaitsGetsTheRoomThatIsGivenBack() throws Exception {
        assertThat(room.take(1, count(1))).isTrue();
        Future<Boolean> taken = waiting(count(1));

        room.give(1);

        assertThat(result(taken)).isTrue();
        assertThat(room.count()).isEqualTo(1);
    }

    @Test
    void aCallerThatWaitsGivesUpAtTheEnd() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        assertThat(room.take(1, count(1))).isTrue();
        AtomicReference<@Nullable Thread> caller = new AtomicReference<>();
        Future<Boolean> taken = callers.submit(() -> {
            caller.set(Thread.currentThread());
            return room.takeOrWait(1, count(1), closed::get);
        });
        awaitThatWaits(caller);

        closed.set(true);
        room.wakeWaiters();

        assertThat(result(taken)).isFalse();
    }

    @Test
    void aCallerWaitsNoLongerThanItsTimeout() {
        assertThat(room.take(1, count(1))).isTrue();
        long start = System.nanoTime();

        assertThat(takeOrWait(bounds(1, 1_000, A_MOMENT))).isFalse();

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(A_MOMENT.toNanos());
        assertThat(room.count()).isEqualTo(1);
    }

    @Test
    void withoutATimeoutNobodyWaits() {
        assertThat(room.take(1, count(1))).isTrue();

        assertThat(takeOrWait(bounds(1, 1_000, Duration.ZERO))).isFalse();
    }

    @Test
    void afterACallerHasWaitedInVainTheOthersDoNotWait() {
        assertThat(room.take(1, count(1))).isTrue();
        assertThat(takeOrWait(bounds(1, 1_000, A_MOMENT))).isFalse();

        // With a day's timeout it returns at once, or the test's own timeout ends it.
        assertThat(takeOrWait(count(1))).isFalse();
    }

    @Test
    void asSoonAsThereIsRoomCallersWaitAgain() throws Exception {
        assertThat(room.take(1, count(1))).isTrue();
        assertThat(takeOrWait(bounds(1, 1_000, A_MOMENT))).isFalse();
        room.give(1);
        assertThat(takeOrWait(count(1))).isTrue();

        Future<Boolean> taken = waiting(count(1));
        room.give(1);

        assertThat(result(taken)).isTrue();
    }

    @Test
    void anInterruptNeitherEndsTheWaitNorIsItLost() throws Exception {
        assertThat(room.take(1, count(1))).isTrue();
        AtomicReference<@Nullable Thread> caller = new AtomicReference<>();
        AtomicBoolean flagged = new AtomicBoolean();
        Future<Boolean> taken = callers.submit(() -> {
            caller.set(Thread.currentThread());
            boolean got = takeOrWait(count(1));
            flagged.set(Thread.interrupted());
            return got;
        });
        awaitThatWaits(caller);

        requireNonNull(caller.get()).interrupt();
        room.give(1);

        assertThat(result(taken)).isTrue();
        assertThat(flagged).isTrue();
    }

    @Test
    void whoCouldNeverFitDoesNotWait() {
        assertThat(room.takeOrWait(101, bounds(10, 100, FOR_EVER), () -> false)).isFalse();
    }
}

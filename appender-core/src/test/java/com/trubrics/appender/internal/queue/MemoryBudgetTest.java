package com.trubrics.appender.internal.queue;

import static com.trubrics.appender.testkit.Patience.await;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.OverflowPolicy;
import com.trubrics.appender.internal.config.DeliverySettings.Queueing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // our waits are not interruptible
class MemoryBudgetTest {

    private static final Duration FOR_EVER = Duration.ofDays(1);
    private static final Duration A_MOMENT = Duration.ofMillis(30);

    private final MemoryBudget budget = new MemoryBudget();
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void noCallerIsLeft() throws InterruptedException {
        callers.shutdownNow();
        assertThat(callers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    private static Queueing bounds(int count, long bytes, Duration blockTimeout) {
        return new Queueing(count, bytes, OverflowPolicy.BLOCK, blockTimeout, null);
    }

    private static Queueing count(int count) {
        return bounds(count, Long.MAX_VALUE >> 24, FOR_EVER);
    }

    private boolean acquire(Queueing bounds) {
        return budget.acquire(1, bounds, () -> false, () -> {});
    }

    private static void awaitThatWaits(AtomicReference<@Nullable Thread> caller) {
        await().until(() -> {
            Thread thread = caller.get();
            return thread != null && thread.getState() == Thread.State.TIMED_WAITING;
        });
    }

    /** Answers when the caller waits for budget. */
    private Future<Boolean> waiting(Queueing bounds) {
        AtomicReference<@Nullable Thread> caller = new AtomicReference<>();
        Future<Boolean> taken = callers.submit(() -> {
            caller.set(Thread.currentThread());
            return acquire(bounds);
        });
        awaitThatWaits(caller);
        return taken;
    }

    private static boolean result(Future<Boolean> taken)
            throws InterruptedException, ExecutionException, TimeoutException {
        return taken.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aReleaseTooManyLeavesTheBudgetEmptyAndNotExhausted() {
        MemoryBudget budget = new MemoryBudget();
        budget.release(2, 300);
        assertThat(budget.count()).isZero();
        assertThat(budget.bytes()).isZero();
    }

    @Test
    void soManyEventsFitAndNotOneMore() {
        for (int i = 0; i < 3; i++) {
            assertThat(budget.tryAcquire(10, count(3))).isTrue();
        }

        assertThat(budget.tryAcquire(10, count(3))).isFalse();
        assertThat(budget.count()).isEqualTo(3);
        assertThat(budget.bytes()).isEqualTo(30);
    }

    @Test
    void soManyBytesFitAndNotOneMore() {
        Queueing hundred = bounds(1_000, 100, FOR_EVER);

        assertThat(budget.tryAcquire(60, hundred)).isTrue();
        assertThat(budget.tryAcquire(41, hundred)).isFalse();
        assertThat(budget.tryAcquire(40, hundred)).isTrue();
        assertThat(budget.tryAcquire(1, hundred)).isFalse();
        assertThat(budget.bytes()).isEqualTo(100);
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        assertThat(budget.tryAcquire(60, count(1))).isTrue();
        budget.release(1, 60);

        assertThat(budget.count()).isZero();
        assertThat(budget.bytes()).isZero();
        assertThat(budget.tryAcquire(70, count(1))).isTrue();
    }

    @Test
    void thatOfSeveralCanBeGivenBackAtOnce() {
        Queueing three = bounds(3, 3L * Integer.MAX_VALUE, FOR_EVER);
        for (int i = 0; i < 3; i++) {
            assertThat(budget.tryAcquire(Integer.MAX_VALUE, three)).isTrue();
        }
        budget.release(2, 2L * Integer.MAX_VALUE);

        assertThat(budget.count()).isEqualTo(1);
        assertThat(budget.bytes()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aRefusalLeavesNoTrace() {
        assertThat(budget.tryAcquire(Integer.MAX_VALUE, bounds(1, 10, FOR_EVER)))
                .isFalse();

        assertThat(budget.count()).isZero();
        assertThat(budget.bytes()).isZero();
    }

    @Test
    void theTwoNumbersInOneWordDoNotDisturbEachOther() {
        Queueing widest = bounds(16_000_000, 512L << 30, FOR_EVER);
        for (int i = 0; i < 200; i++) {
            assertThat(budget.tryAcquire(Integer.MAX_VALUE, widest)).isTrue();
        }

        assertThat(budget.count()).isEqualTo(200);
        assertThat(budget.bytes()).isEqualTo(200L * Integer.MAX_VALUE);
        for (int i = 0; i < 200; i++) {
            budget.release(1, Integer.MAX_VALUE);
        }
        assertThat(budget.count()).isZero();
        assertThat(budget.bytes()).isZero();
    }

    @Test
    void manyThreadsNeverTakeMoreThanThereIs() throws Exception {
        Queueing ten = bounds(10, 1_000, FOR_EVER);
        AtomicBoolean tooMuch = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(4);
        for (int thread = 0; thread < 4; thread++) {
            callers.execute(() -> {
                for (int i = 0; i < 20_000; i++) {
                    if (budget.tryAcquire(100, ten)) {
                        tooMuch.compareAndSet(false, budget.count() > 10 || budget.bytes() > 1_000);
                        budget.release(1, 100);
                    }
                }
                done.countDown();
            });
        }

        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(tooMuch).isFalse();
        assertThat(budget.count()).isZero();
        assertThat(budget.bytes()).isZero();
    }

    @Test
    void aCallerThatWaitsGetsTheRoomThatIsGivenBack() throws Exception {
        assertThat(budget.tryAcquire(1, count(1))).isTrue();
        Future<Boolean> taken = waiting(count(1));

        budget.release(1, 1);

        assertThat(result(taken)).isTrue();
        assertThat(budget.count()).isEqualTo(1);
    }

    @Test
    void aCallerThatWaitsGivesUpAtTheEnd() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        assertThat(budget.tryAcquire(1, count(1))).isTrue();
        AtomicReference<@Nullable Thread> caller = new AtomicReference<>();
        Future<Boolean> taken = callers.submit(() -> {
            caller.set(Thread.currentThread());
            return budget.acquire(1, count(1), closed::get, () -> {});
        });
        awaitThatWaits(caller);

        closed.set(true);
        budget.wakeWaiters();

        assertThat(result(taken)).isFalse();
    }

    @Test
    void aCallerWaitsNoLongerThanItsTimeout() {
        assertThat(budget.tryAcquire(1, count(1))).isTrue();
        long start = System.nanoTime();

        assertThat(acquire(bounds(1, 1_000, A_MOMENT))).isFalse();

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(A_MOMENT.toNanos());
        assertThat(budget.count()).isEqualTo(1);
    }

    @Test
    void withoutATimeoutNobodyWaits() {
        assertThat(budget.tryAcquire(1, count(1))).isTrue();

        assertThat(acquire(bounds(1, 1_000, Duration.ZERO))).isFalse();
    }

    @Test
    void afterACallerHasWaitedInVainTheOthersDoNotWait() {
        assertThat(budget.tryAcquire(1, count(1))).isTrue();
        assertThat(acquire(bounds(1, 1_000, A_MOMENT))).isFalse();

        // With a day's timeout it returns at once, or the test's own timeout ends it.
        assertThat(acquire(count(1))).isFalse();
    }

    @Test
    void asSoonAsThereIsRoomCallersWaitAgain() throws Exception {
        assertThat(budget.tryAcquire(1, count(1))).isTrue();
        assertThat(acquire(bounds(1, 1_000, A_MOMENT))).isFalse();
        budget.release(1, 1);
        assertThat(acquire(count(1))).isTrue();

        Future<Boolean> taken = waiting(count(1));
        budget.release(1, 1);

        assertThat(result(taken)).isTrue();
    }

    @Test
    void anInterruptNeitherEndsTheWaitNorIsItLost() throws Exception {
        assertThat(budget.tryAcquire(1, count(1))).isTrue();
        AtomicReference<@Nullable Thread> caller = new AtomicReference<>();
        AtomicBoolean flagged = new AtomicBoolean();
        Future<Boolean> taken = callers.submit(() -> {
            caller.set(Thread.currentThread());
            boolean got = acquire(count(1));
            flagged.set(Thread.interrupted());
            return got;
        });
        awaitThatWaits(caller);

        requireNonNull(caller.get()).interrupt();
        budget.release(1, 1);

        assertThat(result(taken)).isTrue();
        assertThat(flagged).isTrue();
    }

    @Test
    void anInterruptCostsACallerNeitherItsPlaceNorItsTurn() throws Exception {
        assertThat(budget.tryAcquire(1, count(1))).isTrue();
        AtomicReference<@Nullable Thread> caller = new AtomicReference<>();
        Future<Boolean> first = callers.submit(() -> {
            caller.set(Thread.currentThread());
            return acquire(count(1));
        });
        awaitThatWaits(caller);
        Future<Boolean> second = waiting(count(1));

        requireNonNull(caller.get()).interrupt();
        assertThatReleasesServe(first, second);
    }

    @Test
    void atTheEndAllCallersGiveUpAtOnce() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        assertThat(budget.tryAcquire(1, count(1))).isTrue();
        List<Future<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            AtomicReference<@Nullable Thread> caller = new AtomicReference<>();
            all.add(callers.submit(() -> {
                caller.set(Thread.currentThread());
                return budget.acquire(1, count(1), closed::get, () -> {});
            }));
            awaitThatWaits(caller);
        }

        closed.set(true);
        budget.wakeWaiters();

        for (Future<Boolean> taken : all) {
            assertThat(result(taken)).isFalse();
        }
        assertThat(budget.isAwaited()).isFalse();
    }

    @Test
    void noWakeUpIsLostHoweverManyWait() throws Exception {
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < 6; thread++) {
            all.add(callers.submit(() -> {
                for (int i = 0; i < 3_000; i++) {
                    assertThat(acquire(count(2))).isTrue();
                    budget.release(1, 1);
                }
            }));
        }

        for (Future<?> done : all) {
            done.get(50, TimeUnit.SECONDS); // whoever sleeps on would do so for a day
        }
        assertThat(budget.count()).isZero();
        assertThat(budget.isAwaited()).isFalse();
    }

    @Test
    void whoCouldNeverFitDoesNotWait() {
        assertThat(budget.acquire(101, bounds(10, 100, FOR_EVER), () -> false, () -> {}))
                .isFalse();
    }

    @Test
    void callersAreServedInTheOrderInWhichTheyCame() throws Exception {
        assertThat(budget.tryAcquire(1, count(1))).isTrue();
        Future<Boolean> first = waiting(count(1));
        Future<Boolean> second = waiting(count(1));

        assertThatReleasesServe(first, second);
    }

    private void assertThatReleasesServe(Future<Boolean> first, Future<Boolean> second) throws Exception {
        budget.release(1, 1);
        assertThat(result(first)).isTrue();
        assertThat(second).isNotDone();
        budget.release(1, 1);
        assertThat(result(second)).isTrue();
    }

    @Test
    void aCallerThatComesLaterDoesNotPassThoseThatWait() throws Exception {
        Queueing ten = bounds(10, 10, FOR_EVER);
        assertThat(budget.tryAcquire(8, ten)).isTrue();
        AtomicReference<@Nullable Thread> caller = new AtomicReference<>();
        Future<Boolean> large = callers.submit(() -> {
            caller.set(Thread.currentThread());
            return budget.acquire(5, ten, () -> false, () -> {});
        });
        awaitThatWaits(caller);
        Future<Boolean> small = waiting(ten);

        assertThat(small).as("though it would fit").isNotDone();
        budget.release(1, 8);
        assertThat(result(large)).isTrue();
        assertThat(result(small)).isTrue();
    }

    @Test
    void aCallerSaysThatItWaitsForAReleaseOnceItIsSeenToWait() throws Exception {
        Queueing ten = bounds(10, 10, FOR_EVER);
        assertThat(budget.tryAcquire(3, ten)).isTrue();
        assertThat(budget.isLacking()).isFalse();
        List<Boolean> lacking = Collections.synchronizedList(new ArrayList<>());
        AtomicReference<@Nullable Thread> caller = new AtomicReference<>();
        Future<Boolean> large = callers.submit(() -> {
            caller.set(Thread.currentThread());
            return budget.acquire(8, ten, () -> false, () -> lacking.add(budget.isLacking()));
        });
        awaitThatWaits(caller);

        assertThat(lacking).isNotEmpty().doesNotContain(false);
        budget.release(1, 3);
        assertThat(result(large)).isTrue();
        assertThat(budget.isLacking()).isFalse();
    }
}

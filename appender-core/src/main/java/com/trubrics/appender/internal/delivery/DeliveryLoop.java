package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.queue.EventQueue;
import com.trubrics.appender.internal.queue.QueuedEvent;
import com.trubrics.appender.internal.transport.Outcome;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * Decides what is sent when. All its state belongs to one thread, which calls {@link #step}; other threads {@link #post}.
 * It has no thread, no clock and no network of its own, so a test can be that thread.
 */
final class DeliveryLoop {

    /** For senders that do not return: they may call code of the application, such as a {@link java.net.ProxySelector}. */
    private static final Outcome LOST =
            Outcome.of(RequestOutcome.UNREACHABLE, "no answer in time, and the attempt could not be ended");

    private final EventQueue queue;
    private final Dispatcher dispatcher;
    private final HostRateLimit.Trial host;
    private final DeliveryLog log;
    private final Predicate<BooleanSupplier> retire;
    private final FlushSchedule schedule;
    private final ShutdownState shutdown = new ShutdownState();
    private final Queue<LongConsumer> mailbox = new ConcurrentLinkedQueue<>();
    private boolean closed;
    /** Whether a step has begun, but not ended. */
    private boolean failed;

    /**
     * Creates the loop of a pipeline.
     *
     * @param retire asked whether the pipeline may close, when nobody uses it and nothing seems to be left; checks both
     *     under the lock that guards its users
     */
    DeliveryLoop(
            EventQueue queue,
            Dispatcher dispatcher,
            HostRateLimit.Trial host,
            DeliveryLog log,
            Predicate<BooleanSupplier> retire) {
        this.queue = queue;
        this.dispatcher = dispatcher;
        this.schedule = new FlushSchedule(queue, dispatcher);
        this.host = host;
        this.log = log;
        this.retire = retire;
    }

    /** Has something done on the delivery thread, in its next step. Any thread; the caller wakes the delivery thread. */
    void post(LongConsumer message) {
        mailbox.add(message);
    }

    boolean isClosed() {
        return closed;
    }

    /** Handles the report of a sender. */
    void answered(SendReport report, long now) {
        Outcome outcome = report.outcome();
        host.ended(report.flight(), outcome != null);
        if (outcome != null && outcome.retryAfter() != null && dispatcher.isUnderWay(report.flight())) {
            host.retryAfter(outcome.retryAfter(), now);
        }
        dispatcher.answered(report, shutdown.isBounded(), now);
    }

    /** Sends everything that waits; completes the future when the events up to a sequence are settled. */
    void flush(long upTo, CompletableFuture<Void> done) {
        schedule.flush(upTo, done);
    }

    /** As {@link #flush}, but gives up at a deadline. The pipeline goes on. */
    void settleBy(long deadline, long upTo, CompletableFuture<Void> done, long now) {
        flush(upTo, done);
        shutdown.settleBy(deadline, upTo);
        dispatcher.cutWaits(now);
    }

    /** Settles everything by a deadline, and closes. */
    void closeBy(long deadline, long now) {
        queue.close();
        shutdown.closeBy(deadline);
        dispatcher.cutWaits(now);
    }

    /** Delivers what is left, because nobody uses the pipeline any more; then closes unless somebody does. Any thread. */
    void unused(long now) {
        shutdown.unused(now);
    }

    /** Goes on, because somebody uses the pipeline again. Any thread. */
    void usedAgain() {
        shutdown.usedAgain();
    }

    /** Sends every event at once from now on, because the JVM exits. Any thread. */
    void exit() {
        shutdown.exit();
    }

    /**
     * Does everything that can be done now; returns the nanoseconds until the next call, unless something is posted before.
     * If a step throws, because of a defect or lack of memory, the next step drops what was in hand, and goes on.
     */
    long step(long now) {
        if (failed) {
            dispatcher.dropInHand();
        }
        failed = true;
        long delay = tryStep(now);
        failed = false;
        return delay;
    }

    private long tryStep(long now) {
        queue.finishUnfinished();
        readMailbox(now);
        dispatcher.lost(now).forEach(batch -> answered(SendReport.failed(batch, LOST), now));
        if (shutdown.isOver(now)) {
            dispatcher.abandon();
        }
        schedule.update(shutdown.isNear(), now);
        dispatcher.sendAll(host, schedule.dueUpTo(), now);
        long untilExpiry = dispatcher.expire(now);
        dispatcher.abandonWhere(wait -> shutdown.isOverAfter(Math.max(wait, host.untilEnd(now)), now), now);
        QueuedEvent oldest = dispatcher.oldest();
        long settledBelow = oldest == null ? Long.MAX_VALUE : oldest.sequence();
        endIfDone(settledBelow, now);
        schedule.complete(settledBelow); // last: those who wait want the last words, too
        dispatcher.publish();
        log.report();
        return closed ? 0 : Math.min(Math.min(dispatcher.cancelOverdue(now), untilExpiry), delay(now));
    }

    private void readMailbox(long now) {
        for (LongConsumer message = mailbox.poll(); message != null; message = mailbox.poll()) {
            message.accept(now);
        }
    }

    /** Completes what was requested while the loop was closing. Called when nothing is posted any more. */
    void answerTheLate(long now) {
        readMailbox(now);
        schedule.complete(Long.MAX_VALUE);
    }

    private void endIfDone(long settledBelow, long now) {
        boolean drained = settledBelow == Long.MAX_VALUE;
        if (drained) {
            log.emptied();
        }
        boolean closes = drained
                && (shutdown.isClosing()
                        || (shutdown.isAbandoned(now) && retire.test(() -> dispatcher.oldest() == null)));
        if (closes) {
            queue.close();
            queue.sweepFinally();
            closed = true;
        }
        if (closes || shutdown.isReached(settledBelow)) {
            log.sumUp();
            shutdown.reached();
        }
    }

    private long delay(long now) {
        long untilChange = shutdown.untilChange(now);
        if (dispatcher.isBusy() || !host.admits(now)) {
            queue.threshold().mute();
            long held = host.untilEnd(now); // else the next answer wakes
            return Math.min(untilChange, held > 0 ? held : Long.MAX_VALUE);
        }
        // First: offers that come later wake this thread, and those that came before are seen below.
        long look = armQueue(now);
        long next = Math.min(schedule.untilDue(now), dispatcher.untilRetry(now));
        return Math.min(Math.min(untilChange, next), look);
    }

    /** Sets when offers wake this thread; returns the nanoseconds until it should look again by itself. */
    private long armQueue(long now) {
        DeliverySettings.Batching batching = queue.settings().batching();
        boolean near = shutdown.isNear();
        int enough = near ? 1 : batching.flushBatchSize();
        RequestNeed need = dispatcher.need();
        boolean takesAny = dispatcher.updateTakeable(now);
        if (queue.takeable() >= enough && need.isLasting() && !near) {
            queue.threshold().armFor(queue.crowd());
            return queue.isCrowded() ? 0 : Math.max(0, need.untilOneMore(dispatcher.underWay(), now));
        }
        boolean mayWatch = !near && !queue.isHalfFullOfBytes() && takesAny;
        long interval = batching.flushInterval().toNanos();
        long look = queue.threshold().arm(enough, queue.lastSequence(), mayWatch ? queue.crowd() : 0, interval, now);
        // Counted only now: offers that come later wake this thread.
        int takeable = queue.takeable();
        return takeable >= enough || (takeable > 0 && queue.threshold().lacksCapacity()) ? 0 : look;
    }
}

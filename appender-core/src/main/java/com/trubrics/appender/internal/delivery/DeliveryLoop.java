package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.queue.EventQueue;
import com.trubrics.appender.internal.queue.QueuedEvent;
import com.trubrics.appender.internal.queue.WakeupThreshold;
import com.trubrics.appender.internal.retry.Moment;
import com.trubrics.appender.internal.transport.Outcome;
import java.util.ArrayList;
import java.util.List;
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
            Outcome.of(RequestOutcome.UNREACHABLE, "no answer in time, and the attempt could not be cancelled");

    private final EventQueue queue;
    private final Dispatcher dispatcher;
    private final HostRateLimit.Trial host;
    private final DeliveryLog log;
    private final Predicate<BooleanSupplier> retire;
    private final ShutdownState shutdown = new ShutdownState();
    private final List<Flush> flushes = new ArrayList<>();
    private final Queue<LongConsumer> mailbox = new ConcurrentLinkedQueue<>();
    private boolean closed;
    /** Whether a step has begun, but not ended. */
    private boolean failed;

    /** A caller that waits until the events up to a sequence are settled. */
    private record Flush(long upTo, CompletableFuture<Void> done) {}

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
        boolean counts = dispatcher.answered(report, shutdown.isBounded(), now);
        if (counts && outcome != null && outcome.retryAfter() != null) {
            host.retryAfter(outcome.retryAfter(), now);
        }
    }

    /** Sends everything that waits; completes the future when the events up to a sequence are settled. */
    void flush(long upTo, CompletableFuture<Void> done) {
        dispatcher.flush(upTo);
        flushes.add(new Flush(upTo, done));
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

    /** Delivers what is left, because nobody uses the pipeline any more; then closes unless it is used again. Any thread. */
    void unused(long now) {
        shutdown.unused(now);
    }

    /** Goes on, because the pipeline is used again. Any thread. */
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
        Moment moment = new Moment(now);
        queue.finishUnfinished();
        readMailbox(now);
        dispatcher.cancelOverdue(moment).forEach(batch -> answered(SendReport.failed(batch, LOST), now));
        if (shutdown.isOver(moment)) {
            dispatcher.abandon();
        }
        dispatcher.sendAll(host, shutdown.isNear(), moment);
        dispatcher.expire(moment);
        if (shutdown.isNextDue(moment) && isStuck(moment)) {
            dispatcher.abandon(); // whatever is left could be sent too late only
        }
        QueuedEvent oldest = dispatcher.oldest();
        long settledBelow = oldest == null ? Long.MAX_VALUE : oldest.sequence();
        endIfDone(settledBelow, moment);
        completeFlushes(settledBelow); // last: those who wait want the last words, too
        dispatcher.publish();
        log.report();
        if (closed) {
            return 0;
        }
        awaitOffers(moment);
        return moment.untilNext();
    }

    /** Returns whether events are left, but none to send now, and no answer is to come. */
    private boolean isStuck(Moment moment) {
        // Events may have been offered since everything was sent that could be.
        boolean sendable = host.admits(moment) && dispatcher.leftInQueue(moment) > 0;
        boolean answerComes = dispatcher.underWay() > 0 || host.awaitsTrial();
        return !sendable && !answerComes && dispatcher.oldest() != null;
    }

    private void readMailbox(long now) {
        for (LongConsumer message = mailbox.poll(); message != null; message = mailbox.poll()) {
            message.accept(now);
        }
    }

    /** Completes what was requested while the loop was closing. Called when nothing is posted any more. */
    void answerTheLate(long now) {
        readMailbox(now);
        completeFlushes(Long.MAX_VALUE);
    }

    private void completeFlushes(long settledBelow) {
        flushes.removeIf(flush -> {
            boolean settled = flush.upTo < settledBelow;
            if (settled) {
                flush.done.complete(null);
            }
            return settled;
        });
    }

    private void endIfDone(long settledBelow, Moment moment) {
        boolean drained = settledBelow == Long.MAX_VALUE;
        if (drained && !shutdown.isBounded()) { // a stop may have dropped what was in the queue
            log.emptied();
        }
        boolean closes = drained
                && (shutdown.isClosing()
                        || (shutdown.isAbandoned(moment) && retire.test(() -> dispatcher.oldest() == null)));
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

    /** Sets when offers wake the delivery thread, which has nothing left to do now. */
    private void awaitOffers(Moment moment) {
        WakeupThreshold threshold = queue.threshold();
        if (dispatcher.isBusy() || !host.admits(moment)) {
            threshold.mute();
            return;
        }
        DeliverySettings.Batching batching = queue.settings().batching();
        boolean near = shutdown.isNear();
        boolean takesAny = dispatcher.updateSendable(moment);
        boolean backlog = !near && dispatcher.need().isLasting() && queue.sendable() >= batching.flushBatchSize();
        int crowd = near || backlog || !takesAny || queue.isHalfFullOfBytes() ? 0 : queue.crowd();
        long interval = batching.flushInterval().toNanos();
        int enough = near ? 1 : batching.flushBatchSize();
        int wakesAt = backlog ? queue.crowd() : enough;
        moment.nextAfter(threshold.arm(wakesAt, queue.lastSequence(), crowd, interval, moment.now()));
        // Asked only now: offers that come later wake this thread, and those that came before are seen here.
        int sendable = queue.sendable();
        boolean again = sendable >= wakesAt || (sendable > 0 && threshold.lacksCapacity());
        boolean oneMore = backlog && dispatcher.mayAddRequest(moment);
        if (dispatcher.isAnyDue(moment) || oneMore || again) {
            moment.nextAfter(0);
        }
    }
}

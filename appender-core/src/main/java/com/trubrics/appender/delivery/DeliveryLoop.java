package com.trubrics.appender.delivery;

import com.trubrics.appender.config.DeliverySettings;
import com.trubrics.appender.transport.Endpoint;
import com.trubrics.appender.transport.Outcome;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * Decides what is sent when. All its state belongs to one thread, which calls {@link #step}; others only {@link #post}.
 * It has no thread, no clock and no network of its own, so a test can be that thread.
 */
final class DeliveryLoop {

    /** Hands a batch to a sender, which posts what becomes of it. */
    interface Launcher {
        /** Sends a batch, without waiting for the network. */
        void launch(Flight flight);

        /** Makes an attempt fail soon. */
        void giveUp(Flight flight);
    }

    private final Surroundings around;
    private final Hold hold;
    private final Launcher launcher;
    private final Predicate<BooleanSupplier> retire;
    private final Lanes lanes;
    private final Queue<LongConsumer> mailbox = new ConcurrentLinkedQueue<>();
    private final FlushWaiters flushWaiters = new FlushWaiters();
    private final Backlog backlog = new Backlog();
    private volatile DeliverySettings settings;
    private long dueUpTo;
    private boolean closed;
    /** Whether a step has begun and not come to its end: what it had in hand may be anywhere. */
    private boolean amiss;

    /**
     * A loop for one pipeline.
     *
     * @param retire asked when nobody uses the pipeline and nothing seems to be left: whether it may close; makes sure
     *     of both under the lock that gives shares out and takes them back
     */
    DeliveryLoop(
            DeliverySettings settings,
            Surroundings around,
            HostHold hold,
            Launcher launcher,
            Predicate<BooleanSupplier> retire) {
        this.settings = settings;
        this.around = around;
        this.hold = new Hold(hold);
        this.launcher = launcher;
        this.retire = retire;
        this.lanes = new Lanes(around);
    }

    /** Has something done on the delivery thread, at its next step. Any thread; the caller wakes it. */
    void post(LongConsumer message) {
        mailbox.add(message);
    }

    void use(DeliverySettings newSettings) {
        this.settings = newSettings;
    }

    DeliverySettings settings() {
        return settings;
    }

    boolean isClosed() {
        return closed;
    }

    Backlog backlog() {
        return backlog;
    }

    Lane lane(Endpoint endpoint) {
        return lanes.of(endpoint);
    }

    /** The answer to a batch arrived. */
    void answered(Batch batch, Outcome outcome, int bytes, long now) {
        batch.flight = null;
        backlog.answered();
        if (outcome instanceof Outcome.Retry retry && retry.retryAfter() != null && !batch.abandoned) {
            hold.until(now + retry.retryAfter().toNanos());
        }
        lanes.answered(batch, outcome, bytes, settings, now);
    }

    /** Sends all that waits now; done when the events up to a sequence have ended, true if there are no more losses. */
    void flush(long upTo, long lossesBefore, CompletableFuture<Boolean> done) {
        dueUpTo = Math.max(dueUpTo, upTo);
        flushWaiters.add(upTo, lossesBefore, done);
    }

    /** Everything must have ended by the deadline. */
    void endBy(long deadline, boolean close, CompletableFuture<Void> done) {
        if (close) { // first: should memory be short, whoever waits for the end has a deadline of their own
            around.ending().close();
            around.queue().close();
        }
        around.ending().by(deadline, done);
    }

    /** Nobody uses the pipeline any more: it delivers what is left, and closes if nobody has come back by then. */
    void setUnused(boolean unused, long now) {
        around.ending().setUnused(unused, now);
    }

    /** The JVM is on its way out: what is still logged goes at once. */
    void leave() {
        around.ending().leave();
    }

    /**
     * Does all that can be done now; answers after how many nanoseconds to call again, if nothing is posted before. A
     * step that throws, for a defect or want of memory, costs no event: the next one starts over with all that are open.
     */
    long step(long now) {
        if (amiss) {
            lanes.startOver(settings.batching().flushBatchSize(), now);
        }
        amiss = true;
        long delay = tryStep(now);
        amiss = false;
        return delay;
    }

    private long tryStep(long now) {
        readMailbox(now);
        Ending ending = around.ending();
        if (ending.isOver(now)) {
            lanes.flights().forEach(launcher::giveUp);
            lanes.abandon();
        } else if (ending.isBounded()) {
            if (ending.begins()) {
                lanes.cutWaitsShort(now);
            }
            hurry(now);
        }
        updateDue(now);
        launchAll(now);
        flushWaiters.complete(lanes::lowestSequence, this::losses);
        if (ending.isAwaited(now) && lanes.areDrained()) {
            end();
        }
        around.narrator().reporter().say();
        return closed ? 0 : Math.min(lanes.giveUpOverdue(settings.sending(), launcher, now), delay(now));
    }

    private void readMailbox(long now) {
        for (LongConsumer message = mailbox.poll(); message != null; message = mailbox.poll()) {
            message.accept(now);
        }
    }

    /** Who asked for a flush or the end while it was closing hears that all is over. Once nothing is posted any more. */
    void answerTheLate(long now) {
        readMailbox(now);
        flushWaiters.complete(() -> Long.MAX_VALUE, this::losses);
        around.ending().reached();
    }

    private void hurry(long now) {
        if (hold.isHolding(now) && around.ending().isBefore(hold.until()) && !hold.hurry()) {
            lanes.giveUp();
        }
        lanes.hurry(now);
    }

    private void updateDue(long now) {
        if ((!lanes.haveFullBatch(settings) && around.queue().bell().hearOfCrowd())
                || lanes.isFullOfBothKinds(settings, backlog, now)
                || around.ending().isNear()
                || lanes.untilOldestIsDue(settings, now) <= 0) {
            dueUpTo = Math.max(dueUpTo, around.queue().lastSequence());
        }
    }

    private void launchAll(long now) {
        while (!hold.isHolding(now)) {
            Flight flight = lanes.next(settings, dueUpTo, backlog, now);
            if (flight == null) {
                break;
            }
            backlog.departs(lanes.underWay(), now);
            launcher.launch(flight);
            flight.launched = true;
        }
        backlog.observe(lanes.waiting() >= settings.batching().flushBatchSize(), now);
    }

    /** Events that were accepted and then lost, so far. Any thread. */
    long losses() {
        return around.ledger().losses() + around.queue().evictions();
    }

    /** Nothing is left, and somebody cares. */
    private void end() {
        Ending ending = around.ending();
        if (!ending.isClosing() && !ending.isBounded() && !retire.test(lanes::areDrained)) {
            // Somebody came, logged and perhaps left again since we looked; what follows is in the mailbox.
            return;
        }
        if (ending.isClosing() || !ending.isBounded()) {
            around.queue().close();
            around.queue().sweepFinally();
            closed = true;
        }
        if (closed || ending.isBounded()) {
            around.narrator().sumUp();
        }
        hold.reset();
        ending.reached();
    }

    private long delay(long now) {
        Ending ending = around.ending();
        long deadline = ending.isBounded() ? Math.max(0, ending.deadline() - now) : ending.untilAwaited(now);
        if (lanes.isBusy(settings)) {
            around.queue().bell().muffle();
            return deadline; // the next answer wakes
        }
        if (hold.isHolding(now)) {
            around.queue().bell().muffle();
            return Math.min(deadline, Math.max(0, hold.until() - now));
        }
        // First: from here on offers wake by themselves, and what was offered before is seen below.
        long look = armQueue(now);
        long next = Math.min(lanes.untilOldestIsDue(settings, now), lanes.untilNext(settings, now));
        return Math.min(Math.min(deadline, next), look);
    }

    /** Says from when on offers wake this thread; answers in how many nanoseconds it should look again by itself. */
    private long armQueue(long now) {
        EventQueue queue = around.queue();
        boolean near = around.ending().isNear();
        int enough = near ? 1 : settings.batching().flushBatchSize();
        if (lanes.takeable(settings) >= enough && backlog.isLasting() && !near) {
            queue.bell().armForCrowd(queue.crowd());
            return queue.isCrowded() ? 0 : Math.max(0, backlog.untilOneMore(lanes.underWay(), now));
        }
        boolean mayWatch = !near && !queue.isHalfFullOfBytes() && !lanes.takeNothing(settings);
        long interval = settings.batching().flushInterval().toNanos();
        long look = queue.bell().arm(enough, queue.lastSequence(), mayWatch ? queue.crowd() : 0, interval, now);
        // Counted only now: what is offered from here on wakes by itself.
        int takeable = queue.takeable();
        return takeable >= enough || (takeable > 0 && queue.bell().isCrowded()) ? 0 : look;
    }
}

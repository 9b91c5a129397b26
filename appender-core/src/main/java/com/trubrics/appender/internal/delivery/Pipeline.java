package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.config.Destination;
import com.trubrics.appender.internal.queue.DeliveryCounters;
import com.trubrics.appender.internal.queue.EventQueue;
import com.trubrics.appender.internal.report.Reporter;
import com.trubrics.appender.internal.report.Trouble;
import com.trubrics.appender.internal.thread.DeliveryThread;
import com.trubrics.appender.internal.transport.Transport;
import com.trubrics.appender.spi.AsyncDiagnostics;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** One destination's queue, delivery thread and senders. The threads start with the first event. */
final class Pipeline {

    private final DeliveryCounters counters;
    private final Reporter reporter;
    private final EventQueue queue;
    private final DeliveryLog log;
    private final SenderPool senders;
    private final DeliveryLoop loop;
    private final Checkups checkups;
    private final DeliveryWorker worker;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final AtomicLong dropsAnswered;
    private final AtomicBoolean usageUnread = new AtomicBoolean();
    private volatile AsyncDiagnostics diagnostics;
    private volatile boolean unused;

    /** What a pipeline shares with others, or with its successors. */
    record Shared(DeliveryCounters counters, HostRateLimit host, Transport.Opener opener) {}

    /**
     * @param retire asked on the delivery thread when nobody uses the pipeline and nothing is left: whether it may close
     */
    Pipeline(
            Destination destination,
            Shared shared,
            DeliverySettings settings,
            Diagnostics sink,
            BiPredicate<Pipeline, BooleanSupplier> retire) {
        this.counters = shared.counters();
        this.dropsAnswered = new AtomicLong(counters.lost());
        this.diagnostics = AsyncDiagnostics.of(sink);
        this.reporter = new Reporter(diagnostics, System::nanoTime);
        this.queue = new EventQueue(counters, reporter, settings, () -> !DeliveryThread.isCurrent(), this::wakeUp);
        this.log = new DeliveryLog(reporter, counters);
        this.senders = new SenderPool(destination, shared.opener(), queue::settings, this::receive, reporter);
        SplittableRandom random = new SplittableRandom(); // only the delivery thread draws
        Dispatcher dispatcher = new Dispatcher(queue, counters, log, senders, random);
        HostTrial host = new HostTrial(shared.host(), random);
        this.loop = new DeliveryLoop(queue, dispatcher, host, log, drained -> retire.test(this, drained));
        this.checkups = new Checkups(queue::lastSequence);
        this.worker = new DeliveryWorker(loop, checkups, reporter, queue.threshold()::rearm, this::end);
    }

    DeliveryCounters counters() {
        return counters;
    }

    EventQueue queue() {
        return queue;
    }

    /** Done when the pipeline has closed, and its threads have ended or are about to. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    /** Goes on with other settings, and reports elsewhere. Any thread. */
    void use(DeliverySettings settings, Diagnostics sink) {
        if (!diagnostics.isOf(sink)) {
            diagnostics = AsyncDiagnostics.of(sink);
            reporter.sendTo(diagnostics);
        }
        queue.use(settings);
        worker.wakeUpIfStarted();
    }

    /** Tells the user later, on the delivery thread. Any thread. */
    void note(Trouble trouble, String message) {
        if (reporter.note(trouble, message)) {
            worker.wakeUp();
        }
    }

    /** Has something checked on the delivery thread, which starts if need be. Any thread. */
    void add(Object user, Checkup checkup) {
        checkups.add(user, checkup);
        worker.wakeUp();
    }

    /** The user goes, and its checkup with it. Any thread. */
    void removeCheckup(Object user) {
        checkups.remove(user);
    }

    /** Sends what waits; done when everything that was accepted before is settled, and never if that is impossible. Any thread. */
    CompletableFuture<Void> flush() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        long upTo = queue.lastSequence();
        if (!post(now -> loop.flush(upTo, done)) && queue.takeable() == 0) {
            done.complete(null); // else there are events, but no thread could be had to deliver them
        }
        return done;
    }

    /** How many drops of the destination some flush has already answered for. */
    long dropsAnswered() {
        return dropsAnswered.get();
    }

    /** A flush answers for all drops so far; returns their number. */
    long answerDrops() {
        return dropsAnswered.accumulateAndGet(counters.lost(), Math::max);
    }

    /** Ends by a {@link System#nanoTime} what was offered so far; done when that is so. Any thread. */
    CompletableFuture<Void> settleBy(long deadline) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        long upTo = queue.lastSequence();
        if (!post(now -> loop.endBy(deadline, ShutdownState.Scope.OFFERED_SO_FAR, upTo, done, now))) {
            done.complete(null);
        }
        return done;
    }

    /** Ends everything by a {@link System#nanoTime}, and closes; done when that is so. Any thread. */
    CompletableFuture<Void> closeBy(long deadline) {
        LongConsumer message = now ->
                loop.endBy(deadline, ShutdownState.Scope.EVERYTHING, Long.MAX_VALUE, new CompletableFuture<>(), now);
        boolean unused = post(message) || closeUnstarted() || post(message); // a first event may have come in between
        return closed;
    }

    /** Nobody uses it any more. Any thread. Applies to a delivery thread that starts only later, too. */
    void unused() {
        unused = true;
        postUsage();
        if (queue.takeable() > 0) {
            worker.wakeUp(); // there may be no thread yet: none could be had when the events came
        }
    }

    /** Somebody uses it again. Any thread. */
    void usedAgain() {
        unused = false;
        postUsage();
    }

    private void postUsage() {
        // Users may come and go for days before the first event starts a thread that reads this.
        if (usageUnread.compareAndSet(false, true)) {
            loop.post(this::readUsage);
        }
        worker.wakeUpIfStarted();
    }

    private void readUsage(long now) {
        usageUnread.set(false); // first: a change that comes now is posted again
        if (unused) {
            loop.unused(now);
        } else {
            loop.usedAgain();
        }
    }

    /** The JVM exits: what is logged from now on goes at once. Any thread. */
    void exit() {
        loop.post(now -> loop.exit());
        worker.wakeUpIfStarted();
    }

    /** Closes it if it has no events and no thread that could close it. Answers whether it is closed. */
    boolean closeUntouched() {
        return queue.takeable() == 0 && closeUnstarted();
    }

    /** Closes it, whatever waits in it, if there is no thread to deliver that. Answers whether it is closed. */
    private boolean closeUnstarted() {
        if (worker.preventStart()) {
            queue.close();
            queue.sweep(DropReason.SHUTDOWN); // events without a thread: none could be had when they came
            queue.sweepFinally();
            closed.complete(null);
        }
        return closed.isDone();
    }

    /** Reports the counters of a pipeline that never had a thread to do so. Called after the stop. */
    void sumUpUnstarted() {
        if (!worker.hasStarted() && closed.isDone()) {
            log.sumUp();
        }
    }

    /** Waits until everything has been reported, at most that long. Called after the stop. */
    void awaitLastWords(Duration atMost) {
        diagnostics.await(atMost);
    }

    private boolean post(LongConsumer message) {
        if (queue.takeable() > 0) {
            worker.start(); // the caller that offered these is about to start it, or could not
        }
        return worker.post(message);
    }

    private void receive(SendReport report) {
        loop.post(now -> loop.answered(report, now));
        worker.wakeUpIfStarted();
    }

    private void wakeUp() {
        worker.wakeUp();
    }

    private void end() {
        try {
            senders.close();
        } finally {
            closed.complete(null);
        }
    }
}

package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.config.Settings;
import com.trubrics.appender.internal.queue.DeliveryCounters;
import com.trubrics.appender.internal.queue.EventQueue;
import com.trubrics.appender.internal.report.Problem;
import com.trubrics.appender.internal.report.RateLimitedDiagnostics;
import com.trubrics.appender.internal.thread.DeliveryThread;
import com.trubrics.appender.internal.transport.Transport;
import com.trubrics.appender.spi.AsyncDiagnostics;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** The queue, the delivery thread and the senders of one destination. The threads start with the first event or checkup. */
final class Pipeline {

    private final DeliveryCounters counters;
    private final RateLimitedDiagnostics reporter;
    private final EventQueue queue;
    private final SenderPool senders;
    private final DeliveryLoop loop;
    private final Checkups checkups;
    private final DeliveryWorker worker;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final AtomicLong dropsAnswered;
    private volatile AsyncDiagnostics diagnostics;

    /**
     * Creates a pipeline without any thread.
     *
     * @param kept what is shared with the pipelines before and after this one
     * @param retire asked on the delivery thread, when nobody uses the pipeline and nothing is left: whether it may close
     */
    Pipeline(
            Settings settings,
            CountersRegistry.Kept kept,
            Transport.Opener opener,
            Diagnostics sink,
            BiPredicate<Pipeline, BooleanSupplier> retire) {
        this.counters = kept.counters();
        this.dropsAnswered = new AtomicLong(counters.lost());
        this.diagnostics = AsyncDiagnostics.of(sink);
        this.reporter = new RateLimitedDiagnostics(diagnostics, System::nanoTime);
        this.queue = new EventQueue(
                counters, reporter, settings.delivery(), () -> !DeliveryThread.isCurrent(), this::wakeUp);
        DeliveryLog log = new DeliveryLog(reporter, counters);
        this.senders = new SenderPool(settings.destination(), opener, queue::settings, this::receive, reporter);
        SplittableRandom random = new SplittableRandom(); // only the delivery thread draws
        Dispatcher dispatcher = new Dispatcher(queue, counters, log, senders, random);
        HostRateLimit.Trial host = kept.host().trial(random);
        this.loop = new DeliveryLoop(queue, dispatcher, host, log, isDrained -> retire.test(this, isDrained));
        this.checkups = new Checkups(queue::lastSequence);
        this.worker = new DeliveryWorker(loop, checkups, reporter, queue.threshold()::rearm, this::end);
    }

    DeliveryCounters counters() {
        return counters;
    }

    EventQueue queue() {
        return queue;
    }

    /** Completed when the pipeline has closed, and its threads have ended or are about to. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    /** Changes the settings, and where problems are reported. Any thread. */
    void use(DeliverySettings settings, Diagnostics sink) {
        if (!diagnostics.isOf(sink)) {
            diagnostics = AsyncDiagnostics.of(sink);
            reporter.sendTo(diagnostics);
        }
        queue.use(settings);
        worker.wakeUpIfStarted();
    }

    /** Reports a problem later, on the delivery thread. Any thread. */
    void report(Problem problem, String message) {
        if (reporter.report(problem, message)) {
            worker.wakeUp();
        }
    }

    /** Reports a mistake in a configuration later, on the delivery thread. Any thread. */
    void reportMistake(String message) {
        reporter.reportMistake(message);
        worker.wakeUp();
    }

    /** Has something checked on the delivery thread, which starts if necessary. Any thread. */
    void add(Object user, Checkup checkup) {
        checkups.add(user, checkup);
        worker.wakeUp();
    }

    /** Removes the checkup of a user. Any thread. */
    void removeCheckup(Object user) {
        checkups.remove(user);
    }

    /**
     * Sends what waits. Any thread.
     *
     * @return completed when everything that was offered before is settled; never, if no thread can be started for that
     */
    CompletableFuture<Void> flush() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        long upTo = queue.lastSequence();
        if (!post(now -> loop.flush(upTo, done)) && queue.sendable() == 0) {
            done.complete(null);
        }
        return done;
    }

    /**
     * As {@link #flush}, and answers for every event of the destination that was dropped since the previous flush had its
     * answer, whether or not that event ever was in the queue.
     *
     * @return completed with whether none was dropped
     */
    CompletableFuture<Boolean> flushAndAnswer() {
        // Compared with the count at the beginning: of two flushes at the same time, both hear of a drop.
        long before = dropsAnswered.get();
        return flush().thenApply(settled -> dropsAnswered.accumulateAndGet(counters.lost(), Math::max) == before);
    }

    /** Settles by a {@link System#nanoTime} what was offered so far; completed when that is so. Any thread. */
    CompletableFuture<Void> settleBy(long deadline) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        long upTo = queue.lastSequence();
        if (!post(now -> loop.settleBy(deadline, upTo, done, now))) {
            done.complete(null);
        }
        return done;
    }

    /** Settles everything by a {@link System#nanoTime}, and closes; completed when that is so. Any thread. */
    CompletableFuture<Void> closeBy(long deadline) {
        LongConsumer message = now -> loop.closeBy(deadline, now);
        boolean unused = post(message) || closeUnstarted() || post(message); // a first event may have come in between
        return closed;
    }

    /** Delivers what is left and then closes, because nobody uses it any more. Any thread. */
    void unused() {
        loop.unused(System.nanoTime());
        if (queue.sendable() > 0) {
            worker.wakeUp(); // there may be no thread: it could not be started when the events came
        } else {
            worker.wakeUpIfStarted();
        }
    }

    /** Goes on, because it is used again. Any thread. */
    void usedAgain() {
        loop.usedAgain();
        worker.wakeUpIfStarted();
    }

    /** Sends every event at once from now on, because the JVM exits. Any thread. */
    void exit() {
        loop.exit();
        worker.wakeUpIfStarted();
    }

    /** Closes a pipeline that has no events, and no thread that could close it; returns whether it is closed. */
    boolean closeUntouched() {
        return queue.sendable() == 0 && closeUnstarted();
    }

    /** Closes a pipeline without a thread, whatever waits in it; returns whether it is closed. */
    private boolean closeUnstarted() {
        worker.closeUnstarted();
        return closed.isDone();
    }

    /** Waits until everything has been reported, at most that long. Called after the stop. */
    void awaitLastWords(Duration atMost) {
        diagnostics.await(atMost);
    }

    private boolean post(LongConsumer message) {
        if (queue.sendable() > 0) {
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

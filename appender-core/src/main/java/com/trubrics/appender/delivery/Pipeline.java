package com.trubrics.appender.delivery;

import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.config.DeliverySettings;
import com.trubrics.appender.config.Destination;
import com.trubrics.appender.report.Reporter;
import com.trubrics.appender.report.Trouble;
import com.trubrics.appender.transport.Endpoint;
import com.trubrics.appender.transport.Transport;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** One destination's queue, delivery thread and senders. The threads start with the first event. */
final class Pipeline {

    /** After a defect, unless somebody wakes the thread: a lasting one should not keep a processor busy. */
    private static final long AFTER_DEFECT = TimeUnit.SECONDS.toNanos(1);

    /** Made beforehand: it is wanted when there is no memory to make it of. */
    private static final String NO_THREAD =
            "Could not start the delivery thread (out of memory or threads); will retry on the next event.";

    private final Account account;
    private final Reporter reporter;
    private final EventQueue queue;
    private final Narrator narrator;
    private final Sender sender;
    private final DeliveryLoop loop;
    private final Wakeup wakeup = new Wakeup();
    private volatile AsyncDiagnostics diagnostics;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final AtomicLong dropsAnswered;
    private final AtomicBoolean usageUnread = new AtomicBoolean();
    private volatile boolean unused;
    private volatile @Nullable Thread thread;
    private boolean over;

    /**
     * @param opener opens the transport, on a sender's thread
     * @param retire asked on the delivery thread when nobody uses the pipeline and nothing is left: whether it may close
     */
    Pipeline(
            Destination destination,
            Account account,
            HostHold hold,
            DeliverySettings settings,
            Diagnostics diagnostics,
            Transport.Opener opener,
            BiPredicate<Pipeline, BooleanSupplier> retire) {
        this.account = account;
        this.dropsAnswered = new AtomicLong(account.dropped());
        this.diagnostics = AsyncDiagnostics.of(diagnostics);
        this.reporter = new Reporter(this.diagnostics, System::nanoTime);
        this.queue = new EventQueue(account, reporter, settings, this::attend);
        this.sender = new Sender(destination, opener, settings, new PostedResults(this::send), reporter);
        this.narrator = new Narrator(reporter, account);
        Surroundings around =
                new Surroundings(queue, new Ledger(account), new Ending(), narrator, new SplittableRandom());
        this.loop = new DeliveryLoop(settings, around, hold, sender, drained -> retire.test(this, drained));
    }

    Account account() {
        return account;
    }

    /** Done when the pipeline has closed, and its threads have ended or are about to. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    DeliverySettings settings() {
        return loop.settings();
    }

    /** Goes on with other settings, and says what it has to say elsewhere. Any thread. */
    void use(DeliverySettings settings, Diagnostics sink) {
        if (!diagnostics.isOf(sink)) {
            diagnostics = AsyncDiagnostics.of(sink);
            reporter.sendTo(diagnostics);
        }
        queue.use(settings);
        sender.use(settings);
        loop.use(settings);
        wakeup.raise();
    }

    /** Any thread; blocks only under {@code overflow=block}. */
    void offer(Event event) {
        queue.offer(event, System.nanoTime());
    }

    /** Tells the user later, on the delivery thread. Any thread. */
    void note(Trouble trouble, String message) {
        if (reporter.note(trouble, message)) {
            attend();
        }
    }

    /** Sends what waits; done when all that was accepted before has ended, true if all was delivered. Any thread. */
    CompletableFuture<Boolean> flush() {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        long losses = loop.losses(); // first: what is lost from here on counts
        long upTo = queue.lastSequence();
        if (!post(now -> loop.flush(upTo, losses, done))) {
            done.complete(queue.takeable() == 0 && loop.losses() == losses);
        }
        return done;
    }

    /** How many drops of the destination some flush has already answered for. */
    long dropsAnswered() {
        return dropsAnswered.get();
    }

    /** A flush answers for all drops so far; returns their number. */
    long answerDrops() {
        return dropsAnswered.accumulateAndGet(account.dropped(), Math::max);
    }

    /** Ends everything by a {@link System#nanoTime}; done when that is so. Any thread. */
    CompletableFuture<Void> endBy(long deadline, boolean close) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        LongConsumer message = now -> loop.endBy(deadline, close, done);
        if (!post(message) && (!close || closeUnstarted() || !post(message))) {
            // Nothing was ever started, or all is over. The second try: a first event may have come in between.
            done.complete(null);
        }
        return close ? closed : done;
    }

    /** Nobody uses it any more, or somebody does again. Any thread. Heard by a thread that starts only later, too. */
    void setUnused(boolean nowUnused) {
        unused = nowUnused;
        // Users may come and go for days before the first event starts a thread that reads this.
        if (usageUnread.compareAndSet(false, true)) {
            loop.post(this::readUsage);
        }
        if (nowUnused && queue.takeable() > 0) {
            attend(); // there may be no thread yet: none could be had when the events came
        } else {
            wakeup.raise();
        }
    }

    private void readUsage(long now) {
        usageUnread.set(false); // first: a change that comes now is posted again
        loop.setUnused(unused, now);
    }

    /** What is logged from now on goes at once: the JVM is on its way out. Any thread. */
    void leave() {
        loop.post(now -> loop.leave());
        wakeup.raise();
    }

    /** Closes it if it has no events and no thread that could close it. Answers whether it is closed. */
    synchronized boolean closeUntouched() {
        return thread == null && queue.takeable() == 0 && closeUnstarted();
    }

    /** Closes it, whatever waits in it, if there is no thread to deliver that. Answers whether it is closed. */
    private synchronized boolean closeUnstarted() {
        if (thread == null) {
            queue.close();
            for (Endpoint endpoint : Endpoint.values()) {
                // There may be events without a thread: none could be had when they came.
                queue.sweep(endpoint, DropReason.SHUTDOWN);
            }
            queue.sweepFinally();
            closed.complete(null);
        }
        return closed.isDone();
    }

    /** Says the last words of a pipeline that could never have a thread to say them. Whoever has stopped it. */
    void sumUpUnstarted() {
        if (thread == null && closed.isDone()) {
            narrator.sumUp();
        }
    }

    /** Waits until the user has been told everything, at most so long. Whoever has stopped it. */
    void awaitLastWords(Duration atMost) {
        diagnostics.await(atMost);
    }

    /** Answers false if there is no thread to do it, since nothing has happened yet or all is over. */
    private synchronized boolean post(LongConsumer message) {
        if (thread == null && queue.takeable() > 0) {
            start(); // whoever logged them is about to, or could not
        }
        if (thread == null || over) {
            return false;
        }
        loop.post(message);
        wakeup.raise();
        return true;
    }

    private void send(ObjLongConsumer<DeliveryLoop> message) {
        loop.post(now -> message.accept(loop, now));
        wakeup.raise();
    }

    private void attend() {
        if (thread == null) {
            start();
        }
        wakeup.raise();
    }

    private synchronized void start() {
        if (thread != null || closed.isDone()) {
            return;
        }
        try {
            Thread started = DeliveryThread.of(this::run, "trubrics-delivery");
            started.start();
            thread = started;
        } catch (Throwable e) {
            // Whatever it is, a security manager perhaps: this may be a log call, and its event is safe in the queue.
            queue.bell().rearm();
            reporter.note(
                    Trouble.INTERNAL_ERROR,
                    e instanceof VirtualMachineError
                            ? NO_THREAD
                            : "Could not start the delivery thread (" + e + "); will retry on the next event.");
        }
    }

    private void run() {
        while (!loop.isClosed()) {
            wakeup.lower();
            long delay;
            try {
                delay = loop.step(System.nanoTime());
            } catch (Throwable e) {
                // Whatever it is, the thread lives on: without it nothing would be delivered any more.
                tell(e);
                delay = AFTER_DEFECT;
            }
            if (delay > 0) {
                wakeup.sleep(delay);
            }
        }
        try {
            sender.close();
        } finally {
            end();
        }
    }

    private void end() {
        synchronized (this) {
            over = true;
        }
        try {
            loop.answerTheLate(System.nanoTime());
        } finally {
            closed.complete(null);
        }
    }

    private void tell(Throwable defect) {
        try {
            reporter.note(Trouble.INTERNAL_ERROR, "Delivery met a defect and goes on: " + defect);
        } catch (Throwable nothingToSayItWith) {
            // Where memory is short there may be none for the words either.
        }
    }
}

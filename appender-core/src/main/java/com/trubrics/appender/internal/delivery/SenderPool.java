package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.config.Destination;
import com.trubrics.appender.internal.json.EncodedBatch;
import com.trubrics.appender.internal.json.EventEncoder;
import com.trubrics.appender.internal.queue.QueuedEvent;
import com.trubrics.appender.internal.report.Reporter;
import com.trubrics.appender.internal.report.Trouble;
import com.trubrics.appender.internal.transport.Outcome;
import com.trubrics.appender.internal.transport.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Encodes batches and sends them, each on a thread of its own. The loop bounds how many at once; a thread that was idle
 * for a while ends, and its buffers with it.
 */
final class SenderPool implements BatchSender {

    private static final long IDLE_SECONDS = 30;
    /** Threads beyond those that send or are on their way back: their attempts hang, and count as failed. */
    private static final int MAX_LOST = 8;

    private static final long LAST_MOMENT_MILLIS = 200;
    private static final long UNTIL_THERE_IS_MEMORY = TimeUnit.MILLISECONDS.toNanos(100);

    /** Made beforehand: it is needed when memory has run out. */
    private static final Outcome FAILED =
            Outcome.of(RequestOutcome.UNREACHABLE, "the attempt to send failed unexpectedly");

    private static final Outcome NO_THREAD =
            Outcome.of(RequestOutcome.UNREACHABLE, "no thread could be had to send with");

    private final Destination destination;
    private final Transport.Opener opener;
    private final Supplier<DeliverySettings> settings;
    private final Consumer<SendReport> reports;
    private final Reporter reporter;
    private final AtomicInteger number = new AtomicInteger();
    private volatile ThreadPoolExecutor threads = newThreads();
    private volatile @Nullable Transport transport;
    private volatile boolean closed;

    /** @param reports receives what became of a batch, on its sender's thread */
    SenderPool(
            Destination destination,
            Transport.Opener opener,
            Supplier<DeliverySettings> settings,
            Consumer<SendReport> reports,
            Reporter reporter) {
        this.destination = destination;
        this.opener = opener;
        this.settings = settings;
        this.reports = reports;
        this.reporter = reporter;
    }

    private ThreadPoolExecutor newThreads() {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                SenderThread.factory(number, this::replaceThreads));
    }

    /** Where a thread was stopped that waited for a batch, the pool would hand it the next one all the same. */
    private void replaceThreads() {
        ThreadPoolExecutor old = threads;
        threads = newThreads();
        old.shutdown();
        if (closed) {
            threads.shutdown();
        }
        reporter.note(Trouble.INTERNAL_ERROR, "A sender thread was stopped from outside, and is replaced.");
    }

    @Override
    public void send(InFlightBatch batch) {
        try {
            ThreadPoolExecutor pool = threads;
            pool.setMaximumPoolSize(2 * settings.get().sending().maxInFlight() + MAX_LOST);
            pool.execute(() -> attempt(batch));
        } catch (OutOfMemoryError | RejectedExecutionException e) {
            // No thread to be had, too many that hang, or the pool is being replaced: as good as no network.
            reports.accept(SendReport.failed(batch, NO_THREAD));
        }
    }

    private void attempt(InFlightBatch batch) {
        SendReport report = null;
        try {
            report = encodeAndSend(batch);
        } catch (Throwable e) {
            // Whatever it is, OutOfMemoryError included, the events are still there and are tried again.
            reporter.note(Trouble.INTERNAL_ERROR, "An attempt to send failed unexpectedly and is repeated: " + e);
        } finally {
            deliver(batch, report);
        }
    }

    /** Without a report the batch would count as under way for ever. */
    private void deliver(InFlightBatch batch, @Nullable SendReport report) {
        while (true) {
            try {
                reports.accept(report == null ? SendReport.failed(batch, FAILED) : report);
                return;
            } catch (Error e) { // no memory, or somebody stops the thread
                LockSupport.parkNanos(UNTIL_THERE_IS_MEMORY);
            }
        }
    }

    private SendReport encodeAndSend(InFlightBatch batch) {
        EncodedBatch body = SenderThread.current().body();
        body.reset();
        Map<QueuedEvent, DropReason> unusable = new HashMap<>();
        List<QueuedEvent> sent = encode(batch, body, unusable);
        Outcome outcome = null;
        if (body.count() > 0) {
            Transport open = open();
            batch.begin(System.nanoTime());
            // One that was cancelled meanwhile is not sent: the transport sees to that.
            outcome = open.send(batch.kind(), body, settings.get().sending(), batch.signal());
            batch.end(System.nanoTime());
        }
        return new SendReport(batch, sent, unusable, outcome, body.size());
    }

    /** Up to the first event for which there is no room; answers which are in the body. */
    private List<QueuedEvent> encode(InFlightBatch batch, EncodedBatch body, Map<QueuedEvent, DropReason> unusable) {
        EventEncoder encoder = SenderThread.current().encoder();
        int maxEventBytes = settings.get().batching().maxEventBytes();
        List<QueuedEvent> sent = new ArrayList<>(batch.batch().size());
        for (QueuedEvent event : batch.batch().events()) {
            switch (encoder.append(event.event(), body, batch.byteLimit(), maxEventBytes)) {
                case ADDED -> sent.add(event);
                case TOO_LARGE -> {
                    reporter.note(Trouble.TOO_LARGE, "An event is larger than maxEventBytes, and is dropped.");
                    unusable.put(event, DropReason.TOO_LARGE);
                }
                case NOT_ENCODABLE -> {
                    reporter.note(Trouble.NOT_ENCODABLE, "An event cannot be written as JSON, and is dropped.");
                    unusable.put(event, DropReason.NOT_ENCODABLE);
                }
                case NO_ROOM -> {
                    return sent;
                }
            }
        }
        return sent;
    }

    /** Opened on a sender's thread: loading an HTTP client takes longer than a log call may. */
    private Transport open() {
        Transport open = transport;
        if (open == null) {
            synchronized (this) {
                open = transport;
                if (open == null) {
                    open = opener.open(destination, warning -> reporter.note(Trouble.COMPRESSION, warning));
                    transport = open;
                    closeLate(open);
                }
            }
        }
        return open;
    }

    /** A close that came before the transport was there did not see it, and did not wait for the opening. */
    private void closeLate(Transport opened) {
        if (closed) {
            safely(opened::close);
        }
    }

    @Override
    public void cancel(InFlightBatch batch) {
        safely(batch.signal()::cancel);
    }

    /** Lets the threads and connections go, and waits a moment until the threads have. */
    void close() {
        closed = true;
        safely(() -> threads.shutdown());
        Transport open = transport;
        if (open != null) {
            safely(open::close);
        }
        try {
            var unused = threads.awaitTermination(LAST_MOMENT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void safely(Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            // Delivery ends all the same: somebody waits for that.
            reporter.note(Trouble.INTERNAL_ERROR, "Connections could not be closed: " + e);
        }
    }
}

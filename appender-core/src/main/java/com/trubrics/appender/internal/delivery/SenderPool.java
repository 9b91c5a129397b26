package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.config.Destination;
import com.trubrics.appender.internal.json.EncodedBatch;
import com.trubrics.appender.internal.json.EventEncoder;
import com.trubrics.appender.internal.queue.QueuedEvent;
import com.trubrics.appender.internal.report.Problem;
import com.trubrics.appender.internal.report.RateLimitedDiagnostics;
import com.trubrics.appender.internal.thread.DeliveryThread;
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
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and sends batches, each on a thread of its own. The dispatcher bounds how many at once. Threads that are idle
 * for a while end, and free their buffers.
 */
final class SenderPool implements BatchSender {

    private static final long IDLE_SECONDS = 30;
    /** How many threads may hang, besides those that send or are about to be idle: their attempts count as failed. */
    private static final int MAX_LOST = 8;

    private static final long LAST_MOMENT_MILLIS = 200;

    /** Created in advance: needed when memory has run out. */
    private static final Outcome FAILED =
            Outcome.of(RequestOutcome.UNREACHABLE, "the attempt to send failed unexpectedly");

    private static final Outcome NO_THREAD = Outcome.of(RequestOutcome.UNREACHABLE, "no sender thread was available");

    private final Destination destination;
    private final Transport.Opener opener;
    private final Supplier<DeliverySettings> settings;
    private final Consumer<SendReport> reports;
    private final RateLimitedDiagnostics reporter;
    private final AtomicInteger number = new AtomicInteger();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> DeliveryThread.of(work, "trubrics-sender-" + number.incrementAndGet()));
    /** A thread creates its buffers for its first batch, and reuses them until it ends. */
    private final ThreadLocal<Buffers> buffers = ThreadLocal.withInitial(Buffers::new);

    private volatile @Nullable Transport transport;
    private volatile boolean closed;

    private static final class Buffers {
        final EventEncoder encoder = new EventEncoder();
        final EncodedBatch body = new EncodedBatch();
    }

    /** @param reports receives the report about each batch, mostly on its sender's thread */
    SenderPool(
            Destination destination,
            Transport.Opener opener,
            Supplier<DeliverySettings> settings,
            Consumer<SendReport> reports,
            RateLimitedDiagnostics reporter) {
        this.destination = destination;
        this.opener = opener;
        this.settings = settings;
        this.reports = reports;
        this.reporter = reporter;
    }

    @Override
    public void send(InFlightBatch batch) {
        try {
            threads.setMaximumPoolSize(2 * settings.get().sending().maxInFlight() + MAX_LOST);
            threads.execute(() -> attempt(batch));
        } catch (OutOfMemoryError | RejectedExecutionException e) {
            // Out of threads, or too many of them hang: as if there was no network.
            reports.accept(SendReport.failed(batch, NO_THREAD));
        }
    }

    private void attempt(InFlightBatch batch) {
        SendReport report;
        try {
            report = encodeAndSend(batch);
        } catch (Throwable e) {
            // Whatever it is, even an OutOfMemoryError: the events are still there, and are sent again.
            report = SendReport.failed(batch, FAILED);
            reporter.report(
                    Problem.INTERNAL_ERROR, "An attempt to send failed unexpectedly and will be repeated: " + e);
        }
        reports.accept(report); // should even this fail, the attempt counts as lost when its time is over
    }

    private SendReport encodeAndSend(InFlightBatch batch) {
        EncodedBatch body = buffers.get().body;
        body.reset();
        Map<QueuedEvent, DropReason> unusable = new HashMap<>();
        List<QueuedEvent> sent = encode(batch, body, unusable);
        Outcome outcome = null;
        if (body.count() > 0) {
            Transport open = open();
            batch.begin(System.nanoTime());
            // The transport sends nothing if the attempt has been cancelled meanwhile.
            outcome = open.send(batch.kind(), body, settings.get().sending(), batch.signal());
            batch.end(System.nanoTime());
        }
        return new SendReport(batch, sent, unusable, outcome, body.size());
    }

    /** Encodes events until one does not fit into the body; returns those that do. */
    private List<QueuedEvent> encode(InFlightBatch batch, EncodedBatch body, Map<QueuedEvent, DropReason> unusable) {
        EventEncoder encoder = buffers.get().encoder;
        int maxEventBytes = settings.get().batching().maxEventBytes();
        List<QueuedEvent> sent = new ArrayList<>(batch.batch().size());
        for (QueuedEvent event : batch.batch().events()) {
            switch (encoder.append(event.event(), body, batch.byteLimit(), maxEventBytes)) {
                case ADDED -> sent.add(event);
                case TOO_LARGE -> {
                    reporter.report(Problem.TOO_LARGE, "An event is larger than maxEventBytes, and is dropped.");
                    unusable.put(event, DropReason.TOO_LARGE);
                }
                case NOT_ENCODABLE -> {
                    reporter.report(Problem.NOT_ENCODABLE, "An event cannot be written as JSON, and is dropped.");
                    unusable.put(event, DropReason.NOT_ENCODABLE);
                }
                case NO_ROOM -> {
                    return sent;
                }
            }
        }
        return sent;
    }

    /** Opens the transport on a sender's thread: loading an HTTP client takes longer than a log call may. */
    private synchronized Transport open() {
        Transport open = transport;
        if (open == null) {
            open = opener.open(destination, warning -> reporter.report(Problem.COMPRESSION, warning));
            transport = open;
            if (closed) { // close() does not wait for this
                safely(open::close);
            }
        }
        return open;
    }

    @Override
    public void cancel(InFlightBatch batch) {
        safely(batch.signal()::cancel);
    }

    /** Ends threads and connections, and waits a moment for the threads. */
    void close() {
        closed = true;
        safely(threads::shutdown);
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
            // Delivery goes on or ends all the same: a stop may be waiting for that.
            reporter.report(Problem.INTERNAL_ERROR, "Connections could not be closed: " + e);
        }
    }
}

package com.trubrics.appender.delivery;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.config.DeliverySettings;
import com.trubrics.appender.config.Destination;
import com.trubrics.appender.json.EncodedBatch;
import com.trubrics.appender.json.EventEncoder;
import com.trubrics.appender.report.Reporter;
import com.trubrics.appender.report.Trouble;
import com.trubrics.appender.transport.Outcome;
import com.trubrics.appender.transport.Transport;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Encodes batches and sends them, each on a thread of its own. The loop bounds how many at once; a thread that was idle
 * for a while ends, and its buffers with it.
 */
final class Sender implements DeliveryLoop.Launcher {

    private static final long IDLE_SECONDS = 30;
    private static final long LAST_MOMENT_MILLIS = 200;
    /** Far more than a sender takes from telling its answer to waiting for its next batch, unless the machine stalls. */
    private static final long HANDOVER_MILLIS = 100;

    private static final long UNTIL_THERE_IS_MEMORY = TimeUnit.MILLISECONDS.toNanos(100);

    /** What came of a batch, for the delivery thread. */
    interface Results {
        void leftOver(Batch batch, List<Entry> events);

        void unusable(Batch batch, Entry event, DropReason reason);

        void nothingSent(Batch batch);

        void answered(Batch batch, Outcome outcome, int bytes);
    }

    /** Made beforehand: it is wanted when memory has run out. */
    private static final Outcome FAILED =
            new Outcome.Retry(Outcome.Cause.NETWORK, null, "the attempt to send failed unexpectedly");

    private final Destination destination;
    private final Transport.Opener opener;
    private final Results results;
    private final Reporter reporter;
    private final ThreadPoolExecutor threads;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile DeliverySettings settings;
    private volatile @Nullable Transport transport;
    private volatile boolean closed;
    /** Whether a sender has told an answer since one was last waited for in vain. */
    private volatile boolean someReturn = true;

    Sender(
            Destination destination,
            Transport.Opener opener,
            DeliverySettings settings,
            Results results,
            Reporter reporter) {
        this.destination = destination;
        this.opener = opener;
        this.settings = settings;
        this.results = results;
        this.reporter = reporter;
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), SenderThread.factory());
    }

    void use(DeliverySettings newSettings) {
        this.settings = newSettings;
    }

    @Override
    public void launch(Flight flight) {
        underWay.incrementAndGet();
        try {
            Runnable attempt = () -> attempt(flight);
            if (!handOver(attempt)) {
                threads.execute(attempt);
            }
        } catch (OutOfMemoryError e) {
            // No thread to be had: as good as no network.
            underWay.decrementAndGet();
            results.answered(flight.batch(), FAILED, 0);
        }
    }

    /**
     * Gives the attempt to a sender that exists, if there are as many as attempts: one of them has reported its answer and
     * is on its way back. The pool by itself would start another one, with another body of a megabyte or two.
     */
    private boolean handOver(Runnable attempt) {
        if (threads.getPoolSize() < underWay.get()) {
            return false;
        }
        if (!someReturn) {
            return false; // all of them hang, in a name look-up say: who waited for them once need not wait again
        }
        someReturn = false;
        boolean taken = offer(attempt);
        if (taken) {
            someReturn = true;
        }
        return taken;
    }

    private boolean offer(Runnable attempt) {
        try {
            return threads.getQueue().offer(attempt, HANDOVER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Nobody interrupts the delivery thread for a reason of ours. Now the flag is clear.
            return threads.getQueue().offer(attempt);
        }
    }

    private void attempt(Flight flight) {
        Outcome outcome = FAILED;
        int bytes = 0;
        try {
            EncodedBatch body = SenderThread.current().body();
            outcome = send(flight, body);
            bytes = body.size();
        } catch (Throwable e) {
            // Whatever it is, OutOfMemoryError included, the events are still there and are tried again.
            reporter.note(Trouble.INTERNAL_ERROR, "An attempt to send failed unexpectedly and is repeated: " + e);
        } finally {
            tell(flight.batch(), outcome, bytes);
        }
    }

    /** Without an answer the batch would count as under way for ever. */
    private void tell(Batch batch, @Nullable Outcome outcome, int bytes) {
        underWay.decrementAndGet(); // first: the next attempt waits for this sender
        someReturn = true;
        while (true) {
            try {
                if (outcome == null) {
                    results.nothingSent(batch);
                } else {
                    results.answered(batch, outcome, bytes);
                }
                return;
            } catch (OutOfMemoryError e) {
                LockSupport.parkNanos(UNTIL_THERE_IS_MEMORY);
            }
        }
    }

    /** Answers null if no event could be encoded, and so nothing was sent. */
    private @Nullable Outcome send(Flight flight, EncodedBatch body) {
        body.reset();
        encode(flight, body);
        if (body.count() == 0) {
            return null;
        }
        Transport open = open();
        flight.begin(System.nanoTime());
        // One that was given up meanwhile is not sent: the transport sees to that.
        return open.send(flight.endpoint(), body, settings.sending(), flight.signal());
    }

    private void encode(Flight flight, EncodedBatch body) {
        EventEncoder encoder = SenderThread.current().encoder();
        List<Entry> entries = flight.entries();
        int maxEventBytes = settings.batching().maxEventBytes();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            switch (encoder.append(entry.event(), body, flight.byteLimit(), maxEventBytes)) {
                case ADDED -> {}
                case TOO_LARGE -> {
                    reporter.note(Trouble.TOO_LARGE, "An event is larger than maxEventBytes, and is dropped.");
                    results.unusable(flight.batch(), entry, DropReason.TOO_LARGE);
                }
                case NOT_ENCODABLE -> {
                    reporter.note(Trouble.NOT_ENCODABLE, "An event cannot be written as JSON, and is dropped.");
                    results.unusable(flight.batch(), entry, DropReason.NOT_ENCODABLE);
                }
                case NO_ROOM -> {
                    results.leftOver(flight.batch(), entries.subList(i, entries.size()));
                    return;
                }
            }
        }
    }

    /** Opened on a sender's thread: loading an HTTP client takes longer than a log call may. */
    private Transport open() {
        Transport open = transport;
        if (open == null) {
            synchronized (this) {
                open = transport;
                if (open == null) {
                    open = opener.open(destination, this::warnOfCompression);
                    transport = open;
                    closeLate(open);
                }
            }
        }
        return open;
    }

    private void warnOfCompression(String message) {
        reporter.note(Trouble.COMPRESSION, message);
    }

    /** Whoever closed before this one was there did not see it, and does not wait for the opening. */
    private void closeLate(Transport opened) {
        if (closed) {
            safely(opened::close);
        }
    }

    @Override
    public void giveUp(Flight flight) {
        safely(flight.signal()::cancel);
    }

    /** Lets the threads and connections go, and waits a moment until the threads have. */
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
            // Delivery ends all the same: somebody waits for that.
            reporter.note(Trouble.INTERNAL_ERROR, "Connections could not be closed: " + e);
        }
    }
}

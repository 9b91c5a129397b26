package com.trubrics.appender.spi;

import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.internal.thread.DeliveryThread;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Passes messages to a sink on a separate thread, so that no other thread waits for the sink. A terminal, a
 * status listener or a user's sink may be slow, or never return.
 *
 * <p>The sink gets one message at a time, in order. At most {@value #MAX_WAITING} messages wait. If another one arrives,
 * the oldest is lost, and the next message that is passed on says how many were lost. The thread starts when there is a
 * message and ends when there is none, so a sink that never returns costs one daemon thread.
 */
public final class AsyncDiagnostics implements Diagnostics {

    private static final int MAX_WAITING = 16;

    private record Message(
            System.Logger.Level level,
            String text,
            @Nullable Throwable cause) {}

    private final Diagnostics sink;
    private final int mostWaiting;
    private final Deque<Message> waiting = new ArrayDeque<>();
    private @Nullable Thread speaker;
    private int lost;

    /** Whether a security manager denies threads. The thread that waits for the sink then calls the sink itself. */
    private boolean threadsAreDenied;

    /** Whether a wait has timed out since the sink last returned. */
    private boolean stuck;

    private AsyncDiagnostics(Diagnostics sink, int mostWaiting) {
        this.sink = sink;
        this.mostWaiting = mostWaiting;
    }

    /** Returns the sink with a separate thread, unless it already has one. */
    public static AsyncDiagnostics of(Diagnostics sink) {
        return sink instanceof AsyncDiagnostics async ? async : new AsyncDiagnostics(sink, MAX_WAITING);
    }

    /** Returns the sink with a separate thread, and with a limit on waiting messages. */
    static AsyncDiagnostics of(Diagnostics sink, int mostWaiting) {
        return new AsyncDiagnostics(sink, mostWaiting);
    }

    /** Returns whether this is the given sink, with or without a separate thread. */
    public boolean isOf(Diagnostics other) {
        return other == this || other == sink;
    }

    /** Accepts a message without waiting for the sink. Any thread. */
    @Override
    public synchronized void report(System.Logger.Level level, String message, @Nullable Throwable cause) {
        if (waiting.size() == mostWaiting) {
            waiting.remove();
            lost++;
        }
        waiting.add(new Message(level, message, cause));
        if (speaker == null) {
            start();
        }
    }

    private void start() {
        try {
            Thread thread = DeliveryThread.of(this::speak, "trubrics-diagnostics");
            thread.start();
            speaker = thread;
        } catch (OutOfMemoryError noThread) {
            // The message stays, and the next one tries again.
        } catch (SecurityException noThreadEver) {
            threadsAreDenied = true;
        }
    }

    private void speak() {
        for (Message message = next(); message != null; message = next()) {
            try {
                sink.report(message.level(), message.text(), message.cause());
            } catch (Throwable fromUserCode) {
                // The next message may succeed, and there is nowhere left to report what the sink has thrown.
            }
        }
    }

    private synchronized @Nullable Message next() {
        stuck = false;
        Message next = waiting.poll();
        if (next == null) {
            speaker = null;
            notifyAll();
            return null;
        }
        if (lost == 0) {
            return next;
        }
        String text = next.text() + " (" + lost + (lost == 1 ? " earlier message was" : " earlier messages were")
                + " lost: they could not be shown in time.)";
        lost = 0;
        return new Message(next.level(), text, next.cause());
    }

    /**
     * Waits until the sink has received everything, for at most this time. Does not wait if an earlier wait has timed out
     * and the sink has not returned since. An interrupt does not end the wait; the flag is restored.
     */
    public void await(Duration atMost) {
        if (isSilenced()) {
            speak();
        }
        awaitSpeaker(atMost);
    }

    private synchronized boolean isSilenced() {
        return threadsAreDenied && speaker == null;
    }

    private synchronized void awaitSpeaker(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        boolean interrupted = false;
        while (speaker != null && speaker != Thread.currentThread() && !stuck) {
            long nanos = deadline - System.nanoTime();
            if (nanos <= 0) {
                stuck = true;
                break;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1)));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

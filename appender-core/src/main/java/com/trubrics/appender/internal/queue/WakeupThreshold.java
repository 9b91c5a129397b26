package com.trubrics.appender.internal.queue;

import java.util.concurrent.TimeUnit;

/**
 * Decides whether an offered event wakes the delivery thread. That thread alone arms it; any thread asks whether it is
 * reached.
 *
 * <p>Waking a thread is a system call. On two processors it can cost the application thread more than all the rest of a
 * log call, because the thread that is woken takes its place. So while events keep coming, the delivery thread wakes
 * itself: every {@link #LOOK_INTERVAL} while batches fill up, and once a flush interval while events are rare. Only what
 * cannot wait that long wakes it.
 */
public final class WakeupThreshold {

    /** How often the thread looks for full batches by itself, in nanoseconds. */
    public static final long LOOK_INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);

    /** How long events are counted to tell how fast they come, in nanoseconds. */
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(1);

    /** A smaller batch is meant to leave at once, so each one wakes the thread. */
    private static final int SMALLEST_WATCHED_BATCH = 10;

    private static final int NEVER = Integer.MAX_VALUE;

    private volatile int at = 1;
    private volatile boolean watched;
    private volatile boolean lacking;

    private long lastSequence;
    private long quietAt;
    private long windowBegin;
    private long windowSequence;
    private long inLastWindow;

    /**
     * The thread is about to sleep. Look for what was offered before this call afterwards: it may not wake it any more.
     *
     * @param enough this many events are worth a flush
     * @param sequence of the event accepted last: it tells how fast they come
     * @param crowd this many events cannot wait for the next look; 0 if every full batch should wake the thread
     * @param flushInterval nanoseconds after which a waiting event is sent
     * @return nanoseconds after which the thread should look again by itself; {@link Long#MAX_VALUE} if the next event
     *     wakes it
     */
    public long arm(int enough, long sequence, int crowd, long flushInterval, long now) {
        if (sequence != lastSequence) {
            lastSequence = sequence;
            quietAt = now + flushInterval;
        }
        boolean streaming = isStreaming(enough, sequence, now) && crowd > 0 && enough >= SMALLEST_WATCHED_BATCH;
        // An event that comes before the thread looks again is younger than the interval by then.
        boolean active = lastSequence > 0 && quietAt - now > 0;
        watched = active || streaming;
        at = streaming ? crowd : enough;
        if (streaming) {
            return Math.min(LOOK_INTERVAL, flushInterval);
        }
        return active ? quietAt - now : Long.MAX_VALUE;
    }

    /** Whether at least half a batch came in this second or in the one before. */
    private boolean isStreaming(int enough, long sequence, long now) {
        if (now - windowBegin >= WINDOW || windowBegin - now > 0) { // the clock may begin below zero
            inLastWindow = now - windowBegin < 2 * WINDOW ? sequence - windowSequence : 0;
            windowBegin = now;
            windowSequence = sequence;
        }
        return Math.max(inLastWindow, sequence - windowSequence) > enough / 2;
    }

    /** From now on this many waiting events wake the thread. */
    public void armFor(int crowd) {
        at = crowd;
    }

    /** The thread cannot use waiting events now, and looks again by itself. */
    public void mute() {
        watched = false;
        at = NEVER;
    }

    /** The thread could not be started: the next event should try again. */
    public void rearm() {
        at = 1;
    }

    /**
     * Whether an offer that finds no capacity should wake the thread, which it then does not again until it is armed.
     *
     * @param waiting events that the thread can use now; without any it could do nothing
     */
    boolean isReachedWithoutCapacity(int waiting) {
        if (!lacking) {
            lacking = true;
        }
        if (waiting == 0 || at == NEVER) {
            return false;
        }
        at = NEVER;
        return true;
    }

    /** Whether an offer has found no capacity since the thread last asked. */
    public boolean lacksCapacity() {
        return lacking;
    }

    /** The same, and now the thread knows. */
    public boolean hasLackedCapacity() {
        boolean was = lacking;
        if (was) {
            lacking = false;
        }
        return was;
    }

    /**
     * Whether an offer should wake the thread, which it then does not again until it is armed.
     *
     * @param firstOfKind whether no other event of its kind waits: the thread has to set its timer
     * @param waiting events that the thread can use now
     */
    boolean isReached(boolean firstOfKind, int waiting) {
        if ((firstOfKind && (!watched || lacking)) || waiting >= at) {
            at = NEVER;
            return true;
        }
        return false;
    }
}

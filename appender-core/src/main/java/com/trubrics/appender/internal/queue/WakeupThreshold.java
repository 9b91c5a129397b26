package com.trubrics.appender.internal.queue;

import java.util.concurrent.TimeUnit;

/**
 * Decides whether an offered event wakes the delivery thread. Only that thread arms it; any thread asks whether it is
 * reached.
 *
 * <p>Waking a thread is a system call. On two processors it can cost the application thread more than the rest of a log
 * call, because the woken thread takes its place. So while events keep coming, the delivery thread wakes by itself: when the
 * next batch should be full while batches fill up, and once per flush interval while events are rare. Only events that
 * cannot wait that long wake it.
 */
public final class WakeupThreshold {

    /** The shortest interval in which the thread looks for full batches by itself while events stream in, in nanoseconds. */
    public static final long LOOK_INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);

    /** The longest such interval, in nanoseconds: a slow stream may become a fast one. */
    public static final long LONGEST_LOOK_INTERVAL = TimeUnit.SECONDS.toNanos(1);

    /** How long events count as a stream after half a batch has come, in nanoseconds. */
    private static final long MEMORY = 2 * LONGEST_LOOK_INTERVAL;

    /** Smaller batches should be sent at once, so each one wakes the thread. */
    private static final int SMALLEST_WATCHED_BATCH = 10;

    private static final int NEVER = Integer.MAX_VALUE;

    private volatile int at = 1;
    private volatile boolean watched;
    private volatile boolean lacking;

    private long lastSequence;
    private long quietAt;
    private long markedAt = Long.MIN_VALUE; // not recent, whatever the clock shows
    private long markedSequence;
    private long batchTime = Long.MAX_VALUE;

    /**
     * Prepares for the thread's sleep. Look for waiting events afterwards: those offered before this call may not have
     * woken the thread.
     *
     * @param enough how many events trigger a flush
     * @param sequence of the event accepted last, to measure the rate
     * @param crowd how many events cannot wait for the next look; 0 if every full batch should wake the thread
     * @param flushInterval nanoseconds after which a waiting event is sent
     * @return nanoseconds after which the thread should look again by itself; {@link Long#MAX_VALUE} if the next event
     *     wakes it
     */
    public long arm(int enough, long sequence, int crowd, long flushInterval, long now) {
        if (sequence != lastSequence) {
            lastSequence = sequence;
            quietAt = now + flushInterval;
        }
        long fillTime = fillTime(enough, sequence, now);
        boolean streaming = fillTime < Long.MAX_VALUE && crowd > 0 && enough >= SMALLEST_WATCHED_BATCH;
        // An event that is offered before the thread looks again will be younger than the interval then.
        boolean active = lastSequence > 0 && quietAt - now > 0;
        watched = active || streaming;
        at = streaming ? crowd : enough;
        if (streaming) {
            return Math.min(Math.min(Math.max(LOOK_INTERVAL, fillTime), LONGEST_LOOK_INTERVAL), flushInterval);
        }
        return active ? quietAt - now : Long.MAX_VALUE;
    }

    /** Returns the nanoseconds in which a batch fills up; {@link Long#MAX_VALUE} if events do not stream. */
    private long fillTime(int enough, long sequence, long now) {
        boolean half = sequence - markedSequence > enough / 2;
        long took = now - markedAt;
        boolean recent = took >= 0 && took < MEMORY;
        if (half || !recent) {
            batchTime = half && recent ? enough * took / (sequence - markedSequence) : Long.MAX_VALUE;
            markedAt = now;
            markedSequence = sequence;
        }
        return Math.max(batchTime, now - markedAt); // since the mark, not even half a batch has come
    }

    /** Lets no event wake the thread, which cannot use any now. */
    public void mute() {
        watched = false;
        at = NEVER;
    }

    /** Lets the next event try again, because the thread could not be started. */
    public void rearm() {
        at = 1;
    }

    /**
     * Returns whether an offer that finds no capacity should wake the thread; not again until this is armed.
     *
     * @param waiting events that the thread can use now; without any, it could do nothing
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

    /** Returns whether an offer found no capacity since {@link #hasLackedCapacity} was last called. */
    public boolean lacksCapacity() {
        return lacking;
    }

    /** As {@link #lacksCapacity}, and begins anew. */
    public boolean hasLackedCapacity() {
        boolean was = lacking;
        if (was) {
            lacking = false;
        }
        return was;
    }

    /**
     * Returns whether an offer should wake the thread; not again until this is armed.
     *
     * @param firstOfKind whether no other event of its kind waits, so the thread has to set its timer
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

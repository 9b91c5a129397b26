package com.trubrics.appender.delivery;

import java.util.concurrent.TimeUnit;

/**
 * From when on an offer wakes the delivery thread. Armed by that thread alone; any thread asks whether it rings.
 *
 * <p>While events stream in, the thread looks after them by itself every {@link #WATCH_INTERVAL}: to wake a thread is a
 * system call, which costs whoever logs as much as many log calls do.
 */
final class Bell {

    /** In nanoseconds. */
    static final long WATCH_INTERVAL = TimeUnit.MILLISECONDS.toNanos(1);

    /** Where a flush would take more looks than these, to be woken once for it costs less. */
    private static final int LOOKS_A_FLUSH = 8;

    private static final int NEVER = Integer.MAX_VALUE;

    private volatile int at = 1;
    private volatile boolean watched;
    private volatile boolean crowded;
    private long lastSequence;

    /**
     * The thread is about to sleep. What was offered before it must be looked for afterwards: it may not ring any more.
     *
     * @param enough so many events are worth a flush
     * @param sequence of the event accepted last: it tells how fast they come
     * @param crowd so many events are too many to wait for the next look; 0: there is nothing to look after, or too much
     * @return whether the thread should look again after {@link #WATCH_INTERVAL}, rather than be woken
     */
    boolean arm(int enough, long sequence, int crowd) {
        boolean streaming = crowd > 0 && sequence - lastSequence > enough / LOOKS_A_FLUSH;
        lastSequence = sequence;
        watched = streaming;
        at = streaming ? Math.max(enough, crowd) : enough;
        return streaming;
    }

    /** Waiting events are of no use now; the thread looks again by itself. */
    void muffle() {
        watched = false;
        at = NEVER;
    }

    /** The thread could not be started: the next event should try again. */
    void rearm() {
        at = 1;
    }

    /**
     * Whether an offer that finds no room should wake the thread, which then does not ring again until it is armed.
     *
     * @param waiting events that are of use now; without any the thread could do nothing
     */
    boolean ringsForRoom(int waiting) {
        if (!crowded) {
            crowded = true;
        }
        if (waiting == 0 || at == NEVER) {
            return false;
        }
        at = NEVER;
        return true;
    }

    /** Whether an offer has found no room since the thread last knew of it. */
    boolean isCrowded() {
        return crowded;
    }

    /** The same, and now the thread knows. */
    boolean hearOfCrowd() {
        boolean was = crowded;
        if (was) {
            crowded = false;
        }
        return was;
    }

    /**
     * Whether an offer should wake the thread, which then does not ring again until it is armed.
     *
     * @param first whether the event is the first of its kind that waits: the thread has to set its timer
     * @param waiting events that are of use now
     */
    boolean rings(boolean first, int waiting) {
        if ((first && !watched) || waiting >= at) {
            at = NEVER;
            return true;
        }
        return false;
    }
}

package com.trubrics.appender.delivery;

import java.util.concurrent.TimeUnit;

/**
 * Decides whether an offered event wakes the delivery thread. That thread alone arms it; any thread asks whether it
 * rings.
 *
 * <p>Waking a thread is a system call. On two processors it can cost the application thread more than all the rest of a
 * log call, because the thread that is woken takes its place. So while events keep coming, the delivery thread wakes
 * itself: every {@link #LOOK_INTERVAL} while batches fill up, and once a flush interval while events are rare. Only what
 * cannot wait that long rings.
 */
final class Bell {

    /** How often the thread looks for full batches by itself, in nanoseconds. */
    static final long LOOK_INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);

    /** How long events are counted to tell how fast they come, in nanoseconds. */
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(1);

    /** A smaller batch is meant to leave at once, so each one rings. */
    private static final int SMALLEST_WATCHED_BATCH = 10;

    private static final int NEVER = Integer.MAX_VALUE;

    private volatile int at = 1;
    private volatile boolean watched;
    private volatile boolean crowded;

    private long lastSequence;
    private long quietAt;
    private long windowBegin;
    private long windowSequence;
    private long inLastWindow;

    /**
     * The thread is about to sleep. Look for what was offered before this call afterwards: it may not ring any more.
     *
     * @param enough so many events are worth a flush
     * @param sequence of the event accepted last: it tells how fast they come
     * @param crowd so many events are too many to wait for the next look; 0 if every full batch should ring
     * @param flushInterval nanoseconds after which a waiting event is sent
     * @return nanoseconds after which the thread should look again by itself; {@link Long#MAX_VALUE} if the next event
     *     wakes it
     */
    long arm(int enough, long sequence, int crowd, long flushInterval, long now) {
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
        if (now - windowBegin >= WINDOW) {
            inLastWindow = now - windowBegin < 2 * WINDOW ? sequence - windowSequence : 0;
            windowBegin = now;
            windowSequence = sequence;
        }
        return Math.max(inLastWindow, sequence - windowSequence) > enough / 2;
    }

    /** A full batch waits for its turn, which the thread has set its timer for: only a crowd rings. */
    void armForCrowd(int crowd) {
        at = crowd;
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
        if ((first && (!watched || crowded)) || waiting >= at) {
            at = NEVER;
            return true;
        }
        return false;
    }
}

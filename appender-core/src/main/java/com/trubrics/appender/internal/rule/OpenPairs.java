package com.trubrics.appender.internal.rule;

import com.trubrics.appender.internal.value.PropertyMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The first lines of pairs, waiting for the others. At most {@value #MOST} wait, and at most {@value #MOST_BYTES} bytes
 * of them; beyond that, the oldest is removed. A line that has waited for longer than ten minutes expires. There is no timer: what
 * is too old is found when the next line of any pair comes. Any thread; the lock is held for a few lookups.
 */
public final class OpenPairs {

    static final int MOST = 1_000;
    static final long MOST_BYTES = 16L << 20;
    static final Duration LONGEST = Duration.ofMinutes(10);

    /**
     * The first line of a pair.
     *
     * @param fields copies of its values
     * @param at when it was logged
     */
    public record Opener(PropertyMap fields, Instant at) {}

    private record Waiting(Opener opener, long since) {
        long bytes() {
            return opener.fields.heapBytes();
        }
    }

    private final LongSupplier nanoTime;
    private final Map<PairKey, Waiting> waiting = new LinkedHashMap<>(); // the oldest first
    private long bytes;

    /** @param nanoTime {@link System#nanoTime} outside tests */
    public OpenPairs(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Keeps the first line of a pair, in place of another one of the same pair. */
    public synchronized void open(PairKey key, Opener opener) {
        long now = nanoTime.getAsLong();
        forgetOld(now);
        var unused = take(key);
        Waiting added = new Waiting(opener, now);
        waiting.put(key, added);
        bytes += added.bytes();
        for (Iterator<Waiting> oldest = waiting.values().iterator(); waiting.size() > MOST || isTooMuch(); ) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    private boolean isTooMuch() {
        return bytes > MOST_BYTES && waiting.size() > 1;
    }

    /** Returns the first line of a pair, which goes on waiting; null if there is none. */
    public synchronized @Nullable Opener find(PairKey key) {
        forgetOld(nanoTime.getAsLong());
        Waiting found = waiting.get(key);
        return found == null ? null : found.opener;
    }

    /** Removes and returns the first line of a pair; null if there is none. */
    public synchronized @Nullable Opener close(PairKey key) {
        forgetOld(nanoTime.getAsLong());
        Waiting taken = take(key);
        return taken == null ? null : taken.opener;
    }

    private @Nullable Waiting take(PairKey key) {
        Waiting taken = waiting.remove(key);
        if (taken != null) {
            bytes -= taken.bytes();
        }
        return taken;
    }

    private void forgetOld(long now) {
        for (Iterator<Waiting> oldest = waiting.values().iterator(); oldest.hasNext(); ) {
            Waiting next = oldest.next();
            if (now - next.since <= LONGEST.toNanos()) {
                return;
            }
            bytes -= next.bytes();
            oldest.remove();
        }
    }

    synchronized int size() {
        return waiting.size();
    }
}

package com.trubrics.appender.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The search for the refused events in one refused batch: one part at a time travels, and a refused part is halved
 * until the refused event stands alone. Pure.
 */
final class Isolation {

    /** So many events stand for their batch where the one before it was refused entirely. */
    static final int SAMPLE = 3;

    /** How to begin. */
    enum Start {
        /** These very events have been refused together: halve. */
        HALVES,
        /** They may be taken now: first all together. */
        WHOLE,
        /** The batch before was refused entirely: a sample first, and if that is refused, so is all. */
        SAMPLE
    }

    private final Deque<List<Entry>> parts = new ArrayDeque<>();
    private final int size;
    private final long acceptedBefore;
    private final List<Entry> unsampled = new ArrayList<>();
    private int sampleLeft;
    private int accepted;
    private boolean postponed;
    private boolean interrupted;

    /**
     * A search in one batch.
     *
     * @param indices positions that the server named; may be empty or wrong
     * @param acceptedBefore how many requests the endpoint had taken when the search began, or its only event was
     *     refused; if it has taken more by the time it refuses an event alone, it is the event
     */
    Isolation(List<Entry> batch, Set<Integer> indices, Start start, long acceptedBefore) {
        this.size = batch.size();
        this.acceptedBefore = acceptedBefore;
        if (start == Start.SAMPLE && batch.size() > SAMPLE) {
            sample(batch);
        } else if (start == Start.WHOLE) {
            parts.add(List.copyOf(batch));
        } else {
            split(batch, indices);
        }
    }

    private void sample(List<Entry> batch) {
        List<Entry> chosen = List.of(batch.get(0), batch.get(batch.size() / 2), batch.get(batch.size() - 1));
        chosen.forEach(entry -> parts.add(List.of(entry)));
        unsampled.addAll(batch);
        unsampled.removeAll(chosen);
        sampleLeft = SAMPLE;
    }

    long acceptedBefore() {
        return acceptedBefore;
    }

    /** The part to send next, or null when the search is over. */
    @Nullable
    List<Entry> next() {
        if (parts.isEmpty()) {
            // If any are left, one of the sample ended without an answer, so not all three were refused.
            tryUnsampled();
        }
        return parts.poll();
    }

    private void tryUnsampled() {
        sampleLeft = 0;
        if (!unsampled.isEmpty()) {
            parts.add(List.copyOf(unsampled));
            unsampled.clear();
        }
    }

    /** The server took a part of so many events. */
    void accepted(int events) {
        accepted += events;
        if (sampleLeft > 0) {
            // Not everything is refused: the others get their chance.
            tryUnsampled();
        }
    }

    /**
     * A part of several events was refused; these are tried in smaller parts, the larger ones of all first: so the good
     * events are taken before a bad one stands alone, and it is plain that the endpoint is not closed.
     */
    void split(List<Entry> part, Set<Integer> indices) {
        List<List<Entry>> named = new ArrayList<>();
        List<Entry> rest = new ArrayList<>();
        for (int i = 0; i < part.size(); i++) {
            if (indices.contains(i)) {
                named.add(List.of(part.get(i)));
            } else {
                rest.add(part.get(i));
            }
        }
        if (named.isEmpty()) {
            int middle = (part.size() + 1) / 2;
            parts.addLast(List.copyOf(part.subList(0, middle)));
            parts.addLast(List.copyOf(part.subList(middle, part.size())));
        } else {
            if (!rest.isEmpty()) {
                parts.addLast(List.copyOf(rest));
            }
            parts.addAll(named);
        }
    }

    /**
     * A part of one event was refused by an endpoint that has taken nothing since the search began, so it may be either
     * that is bad. Once in a search it goes behind the other parts: if one of them is taken, it is the event.
     *
     * @return false if there are no others, or that has been done already
     */
    boolean postpone(List<Entry> part) {
        if (postponed || parts.isEmpty()) {
            return false;
        }
        postponed = true;
        parts.addLast(List.copyOf(part));
        return true;
    }

    /** Some of its events left it without an answer: what it comes to says nothing about the whole. */
    void interrupted() {
        interrupted = true;
    }

    /**
     * A part of one event ended otherwise than by being taken.
     *
     * @return the events to give up along with it: all that the sample stood for, if it was refused to the last
     */
    List<Entry> droppedAlone() {
        if (sampleLeft > 0 && --sampleLeft == 0) {
            List<Entry> all = List.copyOf(unsampled);
            unsampled.clear();
            return all;
        }
        return List.of();
    }

    /** Whether the server took none of several events. */
    boolean refusedEntirely() {
        return accepted == 0 && size > 1 && !interrupted;
    }

    /** Takes out every event whose fate is open and that is not in flight. */
    List<Entry> takeOpen() {
        List<Entry> open = open();
        parts.clear();
        unsampled.clear();
        interrupted();
        return open;
    }

    /** Every event whose fate is open and that is not in flight. */
    List<Entry> open() {
        List<Entry> open = new ArrayList<>(unsampled);
        parts.forEach((Collection<Entry> part) -> open.addAll(part));
        return open;
    }
}

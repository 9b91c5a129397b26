package com.trubrics.appender.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One endpoint's waiting events; lock-free. Its size is kept beside it, since counting a linked queue walks it. */
final class Line {

    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    /** Whether the delivery thread can make use of these events now. Only that thread writes it. */
    volatile boolean takeable = true;

    /** Returns how many wait now. */
    int add(Entry entry) {
        entries.add(entry);
        return size.incrementAndGet();
    }

    @Nullable
    Entry peek() {
        return entries.peek();
    }

    @Nullable
    Entry poll() {
        Entry entry = entries.poll();
        if (entry != null) {
            size.decrementAndGet();
        }
        return entry;
    }

    /**
     * Exact when nothing happens at the same time. An event may be taken before it is counted: not below zero then; and
     * those of a batch are counted until all of them have been taken.
     */
    int size() {
        return Math.max(0, size.get());
    }

    /**
     * Takes the oldest: up to {@code count}, none beyond {@code upTo}, about {@code bytes} at most, but at least one.
     *
     * @param witness told of each as it leaves, before anything can fail
     */
    List<Entry> take(int count, long upTo, int bytes, Consumer<Entry> witness) {
        List<Entry> taken = new ArrayList<>(Math.min(count, size() + 1));
        long sum = 0;
        int left = 0;
        try {
            while (taken.size() < count) {
                Entry head = peek();
                if (head == null || head.sequence() > upTo) {
                    break;
                }
                sum += head.size();
                if (!taken.isEmpty() && sum > bytes) {
                    break;
                }
                Entry polled = entries.poll();
                if (polled != null) {
                    left++;
                    witness.accept(polled);
                    taken.add(polled);
                }
            }
        } finally {
            size.addAndGet(-left); // at once: each change takes the cache line from the threads that log
        }
        return taken;
    }
}

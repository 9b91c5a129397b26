package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.thread.DeliveryThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Lets one caller wait for the ends of several pipelines. Used by that caller alone. */
final class ShutdownBarrier {

    /**
     * How long a delivery thread may take to give up at its deadline, and to have its last messages shown. Usually, this
     * takes milliseconds. On a busy machine, where all of it runs for the first time, it may take more than half a second.
     */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final long grace;
    private final List<Pipeline> pipelines = new ArrayList<>();
    private final List<CompletableFuture<Void>> ends = new ArrayList<>();
    private long latest = System.nanoTime();

    ShutdownBarrier() {
        this(GRACE);
    }

    /** Creates a barrier that waits this long after the deadline. */
    ShutdownBarrier(Duration grace) {
        this.grace = grace.toNanos();
    }

    /** Adds an end that comes by a {@link System#nanoTime}. */
    void add(Pipeline pipeline, CompletableFuture<Void> end, long deadline) {
        pipelines.add(pipeline);
        ends.add(end);
        latest = deadline - latest > 0 ? deadline : latest;
    }

    /**
     * Waits for all ends. A delivery thread gives up at its deadline by itself, and reports that. It gets a moment for
     * this, counted from now on, because the whole process may have been suspended. A slow sink gets no more time than that.
     */
    void await() {
        CompletableFuture<Void> all = CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
        boolean unused = Deadlines.await(all, latest) || Deadlines.await(all, System.nanoTime() + grace);
        if (!DeliveryThread.isCurrent()) {
            awaitLastWords();
        }
    }

    private void awaitLastWords() {
        long now = System.nanoTime();
        long deadline = Math.min(0, latest - now) + now + grace;
        for (Pipeline pipeline : pipelines) {
            pipeline.awaitLastWords(Duration.ofNanos(deadline - System.nanoTime()));
        }
    }
}

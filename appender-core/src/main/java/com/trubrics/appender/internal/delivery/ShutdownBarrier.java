package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.thread.DeliveryThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The ends of some pipelines, for which one caller waits together. Used by that caller alone. */
final class ShutdownBarrier {

    /** For a delivery thread that met its deadline to give up, and for the last words to be shown. */
    private static final long GRACE = Duration.ofMillis(500).toNanos();

    private final List<Pipeline> pipelines = new ArrayList<>();
    private final List<CompletableFuture<Void>> ends = new ArrayList<>();
    private long latest = System.nanoTime();

    /** One more, which comes by a {@link System#nanoTime}. */
    void add(Pipeline pipeline, CompletableFuture<Void> end, long deadline) {
        pipelines.add(pipeline);
        ends.add(end);
        latest = deadline - latest > 0 ? deadline : latest;
    }

    /**
     * Waits until all have come. The delivery thread gives up at its deadline by itself and says so. It needs a moment for
     * that: counted from now on, because the whole process may have stood still. No more than that is waited for, nor is a
     * sink that takes longer over the last words.
     */
    void await() {
        CompletableFuture<Void> all = CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
        boolean unused = Deadlines.await(all, latest) || Deadlines.await(all, System.nanoTime() + GRACE);
        pipelines.forEach(Pipeline::sumUpUnstarted);
        if (!DeliveryThread.isCurrent()) {
            awaitLastWords();
        }
    }

    private void awaitLastWords() {
        long now = System.nanoTime();
        long deadline = Math.min(0, latest - now) + now + GRACE;
        for (Pipeline pipeline : pipelines) {
            pipeline.awaitLastWords(Duration.ofNanos(deadline - System.nanoTime()));
        }
    }
}

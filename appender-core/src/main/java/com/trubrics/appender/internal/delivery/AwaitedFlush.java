package com.trubrics.appender.internal.delivery;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A flush whose caller wants to know whether events were lost. It answers for every event of the destination that was
 * dropped since the previous flush had its answer, whatever the reason, and whether or not it ever was in the queue.
 */
final class AwaitedFlush {

    private final Pipeline pipeline;
    private final long answeredBefore;
    private final CompletableFuture<Void> settled;

    private AwaitedFlush(Pipeline pipeline, long answeredBefore, CompletableFuture<Void> settled) {
        this.pipeline = pipeline;
        this.answeredBefore = answeredBefore;
        this.settled = settled;
    }

    /** Begins to send what waits. Does not wait. */
    static AwaitedFlush begin(Pipeline pipeline) {
        return new AwaitedFlush(pipeline, pipeline.dropsAnswered(), pipeline.flush());
    }

    /** Waits for all of them until a {@link System#nanoTime}; answers whether each answers true. */
    static boolean awaitAll(List<AwaitedFlush> flushes, long deadline) {
        boolean all = true;
        for (AwaitedFlush flush : flushes) {
            all &= flush.await(deadline);
        }
        return all;
    }

    /**
     * Waits until a {@link System#nanoTime}; from one of the library's own threads it does not wait.
     *
     * @return whether everything that was offered before has been delivered, and nothing was dropped
     */
    boolean await(long deadline) {
        boolean inTime = Deadlines.await(settled, deadline);
        // Compared with the count at the beginning: of two flushes at the same time both hear of a drop.
        return pipeline.answerDrops() == answeredBefore && inTime;
    }
}

package com.trubrics.appender.delivery;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Those who wait until all events up to a sequence have ended. Only the delivery thread. */
final class FlushWaiters {

    private final List<Waiter> waiters = new ArrayList<>();

    private record Waiter(long upTo, long lossesBefore, CompletableFuture<Boolean> done) {}

    void add(long upTo, long lossesBefore, CompletableFuture<Boolean> done) {
        waiters.add(new Waiter(upTo, lossesBefore, done));
    }

    /**
     * Tells those whose events have ended whether all were delivered.
     *
     * @param lowest finds the lowest sequence that has not ended; asked only if somebody waits
     * @param losses counts the events lost so far; asked after {@code lowest}, so that what has just ended is in it
     */
    void complete(LongSupplier lowest, LongSupplier losses) {
        if (waiters.isEmpty()) {
            return;
        }
        long open = lowest.getAsLong();
        long lost = losses.getAsLong();
        for (Iterator<Waiter> all = waiters.iterator(); all.hasNext(); ) {
            Waiter waiter = all.next();
            if (open > waiter.upTo()) {
                all.remove();
                waiter.done().complete(lost == waiter.lossesBefore());
            }
        }
    }
}

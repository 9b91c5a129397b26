package com.trubrics.appender.internal.delivery;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Callers that wait until all events up to a sequence are settled. Only the delivery thread. */
final class FlushWaiters {

    private final List<Waiter> waiters = new ArrayList<>();

    private record Waiter(long upTo, CompletableFuture<Void> done) {}

    void add(long upTo, CompletableFuture<Void> done) {
        waiters.add(new Waiter(upTo, done));
    }

    /**
     * Completes those whose events are settled.
     *
     * @param lowest finds the lowest sequence that is not settled; called only if somebody waits
     */
    void complete(LongSupplier lowest) {
        if (waiters.isEmpty()) {
            return;
        }
        long open = lowest.getAsLong();
        for (Iterator<Waiter> all = waiters.iterator(); all.hasNext(); ) {
            Waiter waiter = all.next();
            if (open > waiter.upTo()) {
                all.remove();
                waiter.done().complete(null);
            }
        }
    }
}

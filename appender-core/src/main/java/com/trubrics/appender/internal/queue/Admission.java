package com.trubrics.appender.internal.queue;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.OverflowPolicy;
import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.config.DeliverySettings.Queueing;
import com.trubrics.appender.internal.report.Problem;
import com.trubrics.appender.internal.report.RateLimitedDiagnostics;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Decides whether an event may enter the queue: by its size, by the memory budget and by the overflow policy. */
final class Admission {

    private final MemoryBudget budget;
    private final RateLimitedDiagnostics reporter;
    private final BooleanSupplier mayBlock;
    private volatile Rules rules;
    private volatile boolean closed;

    /** The settings, with messages that are made in advance: every event of a flood may need one. */
    private record Rules(
            DeliverySettings settings, int maxEventBytes, Queueing queueing, String full, String tooLarge) {

        static Rules of(DeliverySettings settings) {
            Queueing bounds = settings.queueing();
            return new Rules(
                    settings,
                    settings.batching().maxEventBytes(),
                    bounds,
                    "The queue is full (queueCapacity " + bounds.capacity() + ", queueBytes " + bounds.bytes()
                            + "): events are dropped according to overflow=" + bounds.overflow()
                            + ". Either the application logs more than the server accepts, or the server cannot"
                            + " be reached.",
                    "An event is larger than the whole queue (queueBytes " + bounds.bytes()
                            + "), and is dropped. Log less with it, or raise 'queueBytes'.");
        }
    }

    /** @param mayBlock whether the calling thread may wait for capacity; the delivery thread would wait for itself */
    Admission(
            MemoryBudget budget, RateLimitedDiagnostics reporter, DeliverySettings settings, BooleanSupplier mayBlock) {
        this.budget = budget;
        this.reporter = reporter;
        this.rules = Rules.of(settings);
        this.mayBlock = mayBlock;
    }

    void use(DeliverySettings settings) {
        rules = Rules.of(settings);
        budget.wakeWaiters();
    }

    DeliverySettings settings() {
        return rules.settings;
    }

    /** Admits nothing from now on; callers that wait for capacity give up. */
    void close() {
        closed = true;
        budget.wakeWaiters();
    }

    /** Acquires capacity without waiting, or returns why the event is refused. */
    @Nullable
    DropReason refusal(int size, int weight) {
        Rules now = rules;
        if (closed) {
            return DropReason.CLOSED;
        } else if (size > now.maxEventBytes) {
            return DropReason.TOO_LARGE;
        }
        // Callers that wait for capacity came first.
        boolean hasPrecedence = now.queueing.overflow() == OverflowPolicy.BLOCK && budget.isAwaited();
        return !hasPrecedence && budget.tryAcquire(weight, now.queueing) ? null : DropReason.QUEUE_FULL;
    }

    /** Returns whether an event would not fit now, even if no caller was waiting. */
    boolean isFull(int weight) {
        return !budget.fits(weight, rules.queueing);
    }

    /** Returns whether an event fits at all. If it does not, it must neither evict others nor wait. */
    boolean canEverFit(int weight) {
        return weight <= rules.queueing.bytes();
    }

    /**
     * Acquires capacity by the overflow policy, because there was none, or returns why the event is dropped.
     *
     * @param evictOldest frees capacity; returns false if nothing waits
     * @param lacking called before the calling thread waits until somebody else frees capacity
     */
    @Nullable
    DropReason refusalOnOverflow(int weight, BooleanSupplier evictOldest, Runnable lacking) {
        Queueing bounds = rules.queueing;
        boolean acquired = false;
        switch (bounds.overflow()) {
            case DROP_NEWEST -> {}
            case BLOCK -> acquired = mayBlock.getAsBoolean() && budget.acquire(weight, bounds, () -> closed, lacking);
            case DROP_OLDEST -> {
                while (!acquired && evictOldest.getAsBoolean()) {
                    acquired = budget.tryAcquire(weight, bounds);
                }
            }
        }
        if (acquired) {
            return null;
        }
        return closed ? DropReason.CLOSED : DropReason.QUEUE_FULL;
    }

    /** Notes that an event was dropped; returns whether the delivery thread should report it. */
    boolean note(DropReason reason, int weight) {
        return switch (reason) {
            case TOO_LARGE ->
                reporter.report(Problem.TOO_LARGE, "An event is larger than maxEventBytes, and is dropped.");
            case QUEUE_FULL ->
                canEverFit(weight)
                        ? reporter.report(Problem.QUEUE_FULL, rules.full)
                        : reporter.report(Problem.TOO_LARGE, rules.tooLarge);
            default -> false;
        };
    }

    /** Notes that events were dropped because their threads could not continue. */
    void noteUnfinished() {
        reporter.report(
                Problem.INTERNAL_ERROR,
                "An event could not be queued (no memory, no stack, or a class that cannot be loaded), and is dropped.");
    }
}

package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.retry.Moment;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Until when a host asked to be left alone ({@code Retry-After}). All pipelines to a host share one, whatever their keys.
 * Any thread; times are those of {@link System#nanoTime}.
 */
final class HostRateLimit {

    private static final long NOTHING = Long.MIN_VALUE;

    private final AtomicLong until = new AtomicLong(NOTHING);

    /** Holds back all requests until a moment; an earlier moment does not shorten that. */
    void holdUntil(long time) {
        until.accumulateAndGet(time, (held, asked) -> held == NOTHING || asked - held > 0 ? asked : held);
    }

    private boolean isOver(Moment moment) {
        long held = until.get();
        return held == NOTHING || moment.hasCome(held);
    }

    /** Returns one pipeline's view of the limit, which draws its jitter from {@code random}. */
    Trial trial(RandomGenerator random) {
        return new Trial(this, random);
    }

    /**
     * One pipeline's respect for the limit: nothing is sent while it lasts, and then one batch as a trial, before the
     * rest. Only the delivery thread.
     */
    static final class Trial {

        /** Up to a fifth of a {@code Retry-After} is added at random, so that several processes do not return together. */
        private static final int JITTER = 5;

        private final HostRateLimit host;
        private final RandomGenerator random;
        private boolean due;
        private @Nullable InFlightBatch trial;

        private Trial(HostRateLimit host, RandomGenerator random) {
            this.host = host;
            this.random = random;
        }

        /** Holds back all requests for the time that the host asked for, and the jitter. */
        void retryAfter(Duration asked, long now) {
            host.holdUntil(now + asked.toNanos() + random.nextLong(asked.toNanos() / JITTER + 1));
        }

        /** Returns whether a request may leave. */
        boolean admits(Moment moment) {
            boolean held = !host.isOver(moment);
            due |= held;
            return !held && trial == null;
        }

        /** Returns whether the sender of a trial has yet to report, even if its batch has been given up. */
        boolean awaitsTrial() {
            return trial != null;
        }

        /** Notes that a batch leaves, as the trial if one is due. */
        void departs(InFlightBatch batch) {
            if (due) {
                due = false;
                trial = batch;
            }
        }

        /** Notes that a batch is no longer under way. */
        void ended(InFlightBatch batch, boolean wasSent) {
            if (batch == trial) {
                trial = null;
                due = !wasSent;
            }
        }
    }
}

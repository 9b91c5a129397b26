package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.config.DeliverySettings.Queueing;
import com.trubrics.appender.internal.queue.DeliveryCounters;
import com.trubrics.appender.internal.queue.EventQueue;
import com.trubrics.appender.internal.queue.QueuedEvent;
import com.trubrics.appender.internal.queue.Sample;
import com.trubrics.appender.internal.report.RateLimitedDiagnostics;
import com.trubrics.appender.internal.retry.Moment;
import com.trubrics.appender.internal.transport.Outcome;
import com.trubrics.appender.testkit.TestDestination;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** A delivery loop whose thread, clock, chance and server are the test's. */
final class LoopRig implements BatchSender {

    static final Outcome DELIVERED = Outcome.accepted();
    /** May be the fault of the batch. */
    static final Outcome SERVER_ERROR = Outcome.of(RequestOutcome.FAILED, "500");

    static final Outcome UNAVAILABLE = Outcome.of(RequestOutcome.UNAVAILABLE, "503");
    static final Outcome NETWORK = Outcome.of(RequestOutcome.UNREACHABLE, "connection refused");
    static final Outcome TOO_LARGE = Outcome.of(RequestOutcome.TOO_LARGE, "413");
    static final Outcome REFUSED = Outcome.of(RequestOutcome.INVALID, "422");
    static final Outcome UNAUTHORIZED = Outcome.of(RequestOutcome.UNAUTHORIZED, "401");
    static final Outcome FORBIDDEN = Outcome.of(RequestOutcome.DENIED, "403");

    static Outcome throttled(Duration retryAfter) {
        return Outcome.of(RequestOutcome.THROTTLED, "429").withRetryAfter(retryAfter);
    }

    /**
     * One batch on its way: what a sender would hold.
     *
     * @param trial whether the circuit breaker was not closed when it left
     */
    record Sent(InFlightBatch flight, boolean trial) {
        List<QueuedEvent> events() {
            return flight.batch().events();
        }

        int byteLimit() {
            return flight.byteLimit();
        }

        List<String> names() {
            return Sample.names(events());
        }

        boolean isGivenUp() {
            return flight.signal().isCancelled();
        }

        int size() {
            return events().size();
        }
    }

    /** Thrown where a test wants a defect of the library. */
    static final class Defect extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    final RecordingCounters counters;
    final List<String> said = new ArrayList<>();
    final Deque<Sent> sent = new ArrayDeque<>();
    final HostRateLimit host;
    final EventQueue queue;
    final Dispatcher dispatcher;
    final DeliveryLoop loop;
    final List<CompletableFuture<Void>> settled = new ArrayList<>();
    boolean closes;
    boolean mayRetire = true;
    int attention;
    int requests;
    /** The next batch to leave meets a defect. */
    boolean failingLaunch;

    long now;
    long delay;

    LoopRig() {
        this(settings(20, 8));
    }

    LoopRig(DeliverySettings settings) {
        this(settings, new LongestBackoff());
    }

    LoopRig(DeliverySettings settings, RandomGenerator chance) {
        this(settings, chance, new RecordingCounters(), new HostRateLimit(), 1_000_000_000L);
    }

    private LoopRig(
            DeliverySettings settings,
            RandomGenerator chance,
            RecordingCounters counters,
            HostRateLimit host,
            long now) {
        this.counters = counters;
        this.host = host;
        this.now = now;
        RateLimitedDiagnostics reporter =
                new RateLimitedDiagnostics((level, message, cause) -> said.add(level + " " + message), () -> now);
        queue = new EventQueue(counters, reporter, settings, () -> true, () -> attention++);
        DeliveryLog log = new DeliveryLog(reporter, counters);
        dispatcher = new Dispatcher(queue, counters, log, this, chance);
        loop = new DeliveryLoop(queue, dispatcher, host.trial(chance), log, drained -> mayRetire);
        dispatcher.need().answered(); // as if something had been sent before
    }

    /** The next pipeline to the same destination, where this one has closed. */
    LoopRig successor(DeliverySettings settings, RandomGenerator chance) {
        return new LoopRig(settings, chance, counters, host, now);
    }

    static DeliverySettings settings(int batchSize, int maxInFlight) {
        return Sample.settings(batchSize, maxInFlight);
    }

    static DeliverySettings settings(int batchSize, int maxInFlight, Queueing queueing) {
        return Sample.settings(batchSize, maxInFlight, queueing);
    }

    LoopRig use(DeliverySettings settings) {
        queue.use(settings);
        return this;
    }

    /** Offers user events {@code e1}, {@code e2} and so on. */
    LoopRig offer(int from, int to) {
        for (int i = from; i <= to; i++) {
            queue.offer(new UserEvent("u", "e" + i, Map.of(), Instant.EPOCH), now);
        }
        return this;
    }

    LoopRig offerLlm(int from, int to) {
        for (int i = from; i <= to; i++) {
            queue.offer(LlmEvent.builder("u", "p" + i, "g").build(), now);
        }
        return this;
    }

    LoopRig step() {
        delay = loop.step(now);
        return this;
    }

    /** Steps until a backlog has as many requests under way as it may have. */
    LoopRig stepThroughBacklog() {
        step();
        while (delay > 0 && delay <= 8 * RequestNeed.PATIENCE) {
            now += delay;
            step();
        }
        return this;
    }

    /** Lets time pass until a request leaves, and answers how long that took. */
    Duration untilARequestLeaves() {
        long begin = now;
        int before = requests;
        while (requests == before) {
            if (delay == Long.MAX_VALUE) {
                throw new AssertionError("the loop waits for nothing");
            }
            now += Math.max(1, delay);
            step();
        }
        return Duration.ofNanos(now - begin);
    }

    LoopRig pass(Duration time) {
        now += time.toNanos();
        return step();
    }

    @Override
    public void send(InFlightBatch flight) {
        if (failingLaunch) {
            failingLaunch = false;
            throw new Defect();
        }
        requests++;
        boolean trial = !dispatcher.of(flight.kind()).admitsNew(new Moment(now));
        if (trial
                && sent.stream()
                        .anyMatch(other -> other.trial()
                                && other.flight().kind() == flight.kind()
                                && dispatcher.of(flight.kind()).inFlight().contains(other.flight()))) {
            throw new AssertionError("one trial at a time");
        }
        flight.begin(now);
        sent.add(new Sent(flight, trial));
    }

    @Override
    public void cancel(InFlightBatch flight) {
        flight.signal().cancel();
    }

    /** Takes the oldest request that has not been answered. */
    Sent take() {
        Sent next = sent.poll();
        if (next == null) {
            throw new AssertionError("nothing was sent");
        }
        return next;
    }

    LoopRig answer(Sent request, Outcome outcome) {
        return answer(request, outcome, request.size() * 100);
    }

    LoopRig answer(Sent request, Outcome outcome, int bytes) {
        return report(new SendReport(request.flight(), request.events(), Map.of(), outcome, bytes));
    }

    /** The sender tells what became of a batch. */
    LoopRig report(SendReport report) {
        loop.post(time -> loop.answered(report, time));
        return step();
    }

    /** Nothing of a request could be encoded. */
    LoopRig unusable(Sent request, DropReason reason) {
        Map<QueuedEvent, DropReason> all = new HashMap<>();
        request.events().forEach(event -> all.put(event, reason));
        return report(new SendReport(request.flight(), List.of(), all, null, 0));
    }

    /** Answers the oldest request. */
    LoopRig answer(Outcome outcome) {
        return answer(take(), outcome);
    }

    /**
     * Plays the server until nothing is sent any more, letting time pass where the loop waits.
     *
     * @return the requests that were answered
     */
    int serve(Function<Sent, Outcome> server, Duration longest) {
        long until = now + longest.toNanos();
        int before = requests;
        step();
        while (now - until < 0) {
            if (!sent.isEmpty()) {
                Sent request = take();
                answer(request, server.apply(request));
            } else if (stats().pending() == 0 || delay == Long.MAX_VALUE) {
                break;
            } else {
                now += Math.max(1, delay);
                step();
            }
        }
        return requests - before;
    }

    CompletableFuture<Boolean> flush() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        long drops = counters.lost();
        long upTo = queue.lastSequence();
        loop.post(time -> loop.flush(upTo, done));
        step();
        return done.thenApply(settled -> counters.lost() == drops);
    }

    /** A stop that the pipeline outlives. */
    LoopRig settleIn(Duration time) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        settled.add(done);
        long deadline = now + time.toNanos();
        long upTo = queue.lastSequence();
        loop.post(unused -> loop.settleBy(deadline, upTo, done, now));
        return step();
    }

    LoopRig closeIn(Duration time) {
        closes = true;
        long deadline = now + time.toNanos();
        loop.post(unused -> loop.closeBy(deadline, now));
        return step();
    }

    /** Whether every stop that has begun is over. */
    boolean hasEnded() {
        return settled.stream().allMatch(CompletableFuture::isDone) && (!closes || loop.isClosed());
    }

    DeliveryStats stats() {
        return counters.stats();
    }

    long dropped(DropReason reason) {
        return stats().dropped(reason);
    }

    /** The law of conservation. */
    boolean isBalanced() {
        DeliveryStats stats = stats();
        return stats.seen() == stats.delivered() + stats.dropped() + stats.pending();
    }

    /** Tells for each event how it ended, but for those that ended in the queue. */
    static final class RecordingCounters extends DeliveryCounters {

        final Map<String, String> ends = new HashMap<>();
        /** What another thread does while events are settled. */
        Runnable meanwhile = () -> {};
        /** The next ends but so many meet a defect; below zero: none does. */
        int failsIn = -1;

        RecordingCounters() {
            super(TestDestination.ONE);
        }

        @Override
        public void delivered(Collection<QueuedEvent> events) {
            meanwhile.run();
            for (QueuedEvent event : events) {
                end(event, "DELIVERED");
                super.delivered(List.of(event));
            }
        }

        @Override
        public void dropped(Collection<QueuedEvent> events, DropReason reason) {
            meanwhile.run();
            for (QueuedEvent event : events) {
                end(event, reason.name());
                super.dropped(List.of(event), reason);
            }
        }

        private void end(QueuedEvent event, String how) {
            if (event.isSettled()) {
                return;
            }
            if (failsIn >= 0 && failsIn-- == 0) {
                throw new Defect();
            }
            String earlier = ends.put(Sample.name(event), how);
            if (earlier != null) {
                throw new AssertionError(Sample.name(event) + " ended twice: " + earlier + ", then " + how);
            }
        }
    }

    /** Draws the upper bound each time, so that a backoff is known. */
    private static final class LongestBackoff implements RandomGenerator {
        @Override
        public long nextLong() {
            return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }
}

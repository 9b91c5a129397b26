package com.trubrics.appender.delivery;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.config.DeliverySettings;
import com.trubrics.appender.config.DeliverySettings.Backoff;
import com.trubrics.appender.config.DeliverySettings.Batching;
import com.trubrics.appender.config.DeliverySettings.Compression;
import com.trubrics.appender.config.DeliverySettings.Overflow;
import com.trubrics.appender.config.DeliverySettings.Queueing;
import com.trubrics.appender.config.DeliverySettings.Sending;
import com.trubrics.appender.config.DeliverySettings.Stopping;
import com.trubrics.appender.report.Reporter;
import com.trubrics.appender.transport.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** A delivery loop whose thread, clock, chance and server are the test's. */
final class LoopRig implements DeliveryLoop.Launcher {

    static final Outcome DELIVERED = new Outcome.Delivered();
    static final Outcome SERVER_ERROR = new Outcome.Retry(Outcome.Cause.SERVER_ERROR, null, "503");
    static final Outcome NETWORK = new Outcome.Retry(Outcome.Cause.NETWORK, null, "connection refused");
    static final Outcome TOO_LARGE = new Outcome.TooLarge("413");
    static final Outcome REFUSED = new Outcome.Refused(Set.of(), "422");
    static final Outcome UNAUTHORIZED = new Outcome.Unauthorized("401");
    static final Outcome FORBIDDEN = new Outcome.Closed("403");

    /** One batch on its way: what a sender would hold. */
    record Sent(Flight flight) {
        Batch batch() {
            return flight.batch();
        }

        List<Entry> entries() {
            return flight.entries();
        }

        int byteLimit() {
            return flight.byteLimit();
        }

        List<String> names() {
            return entries().stream().map(LoopRig::name).toList();
        }

        boolean isGivenUp() {
            return flight.signal().isCancelled();
        }

        int size() {
            return entries().size();
        }
    }

    /** Thrown where a test wants a defect of the library. */
    static final class Defect extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    final Account account;
    final RecordingLedger ledger;
    final List<String> said = new ArrayList<>();
    final Deque<Sent> sent = new ArrayDeque<>();
    final HostHold hold;
    final EventQueue queue;
    final DeliveryLoop loop;
    final List<CompletableFuture<Void>> ends = new ArrayList<>();
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
        this(settings, chance, new Account("https://example.test"), new HostHold(), 1_000_000_000L);
    }

    private LoopRig(DeliverySettings settings, RandomGenerator chance, Account account, HostHold hold, long now) {
        this.account = account;
        this.ledger = new RecordingLedger(account);
        this.hold = hold;
        this.now = now;
        Reporter reporter = new Reporter((level, message, cause) -> said.add(level + " " + message), () -> now);
        queue = new EventQueue(account, reporter, settings, () -> attention++);
        Surroundings around = new Surroundings(queue, ledger, new Ending(), new Narrator(reporter, account), chance);
        loop = new DeliveryLoop(settings, around, hold, this, drained -> mayRetire);
        loop.backlog().answered(); // as if something had been sent before
    }

    /** The next pipeline to the same destination, where this one has closed. */
    LoopRig successor(DeliverySettings settings, RandomGenerator chance) {
        return new LoopRig(settings, chance, account, hold, now);
    }

    static DeliverySettings settings(int batchSize, int maxInFlight) {
        return settings(batchSize, maxInFlight, new Queueing(10_000, 1 << 26, Overflow.DROP_NEWEST, Duration.ZERO));
    }

    static DeliverySettings settings(int batchSize, int maxInFlight, Queueing queueing) {
        return new DeliverySettings(
                new Batching(Duration.ofSeconds(10), batchSize, 1 << 20, 1 << 20),
                queueing,
                new Sending(
                        maxInFlight,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30)),
                        Compression.NONE),
                new Stopping(Duration.ofSeconds(5), false));
    }

    LoopRig use(DeliverySettings settings) {
        queue.use(settings);
        loop.use(settings);
        return this;
    }

    static String name(Entry entry) {
        return name(entry.event());
    }

    static String name(Event event) {
        return event instanceof UserEvent user ? user.event() : ((LlmEvent) event).prompt();
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
        while (delay > 0 && delay <= 8 * Backlog.PATIENCE) {
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
    public void launch(Flight flight) {
        if (failingLaunch) {
            failingLaunch = false;
            throw new Defect();
        }
        requests++;
        if (loop.lane(flight.endpoint()).stock().pause != null
                && flight.entries().size() > 1) {
            throw new AssertionError("a probe is a single event");
        }
        flight.begin(now);
        sent.add(new Sent(flight));
    }

    @Override
    public void giveUp(Flight flight) {
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
        loop.post(time -> loop.answered(request.batch(), outcome, bytes, time));
        return step();
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
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        long losses = loop.losses();
        long upTo = queue.lastSequence();
        loop.post(time -> loop.flush(upTo, losses, done));
        step();
        return done;
    }

    /** The end, with everything that waits for it in {@link #ends}. */
    LoopRig endIn(Duration time, boolean close) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        ends.add(done);
        long deadline = now + time.toNanos();
        loop.post(unused -> loop.endBy(deadline, close, done));
        return step();
    }

    boolean hasEnded() {
        return ends.stream().allMatch(CompletableFuture::isDone);
    }

    DeliveryStats stats() {
        return account.stats();
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
    static final class RecordingLedger extends Ledger {

        final Map<String, String> ends = new HashMap<>();
        /** The next ends but so many meet a defect; below zero: none does. */
        int failsIn = -1;

        RecordingLedger(Account account) {
            super(account);
        }

        @Override
        void delivered(Collection<Entry> entries) {
            for (Entry entry : entries) {
                end(entry, "DELIVERED");
                super.delivered(List.of(entry));
            }
        }

        @Override
        void dropped(Collection<Entry> entries, DropReason reason) {
            for (Entry entry : entries) {
                end(entry, reason.name());
                super.dropped(List.of(entry), reason);
            }
        }

        private void end(Entry entry, String how) {
            if (failsIn >= 0 && failsIn-- == 0) {
                throw new Defect();
            }
            String earlier = ends.put(name(entry), how);
            if (earlier != null) {
                throw new AssertionError(name(entry) + " ended twice: " + earlier + ", then " + how);
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

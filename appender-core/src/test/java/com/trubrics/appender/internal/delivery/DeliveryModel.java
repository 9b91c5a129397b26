package com.trubrics.appender.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.OverflowPolicy;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.config.DeliverySettings.Queueing;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.queue.QueuedEvent;
import com.trubrics.appender.internal.queue.Sample;
import com.trubrics.appender.internal.queue.WakeupThreshold;
import com.trubrics.appender.internal.transport.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One life of a destination, drawn from a seed: what applications offer, what a moody server answers and in which order,
 * which answers and which of our own steps fail, and what is asked of the pipeline meanwhile; when one has stopped,
 * another may follow. It plays the delivery thread, which sleeps until it is called or its time has come, and after each
 * of its steps checks what must always hold.
 */
final class DeliveryModel {

    /** Steps in a row without a wait that send nothing: settling is fine, running hot is not. */
    private static final int IDLE_STEPS = 4;

    private static final Duration PATIENCE = Duration.ofDays(2);

    /** After a defect, as the delivery thread waits. */
    private static final long AFTER_DEFECT = Duration.ofSeconds(1).toNanos();

    private final Random random;
    private final ModelServer server;
    private final double marked;
    private final List<CompletableFuture<Void>> flushes = new ArrayList<>();
    private final List<String> unheard = new ArrayList<>();
    private final boolean defective;
    private LoopRig rig;
    private int defects;
    private int issued;
    private int largestBatch;
    private int attention;
    private long wakeAt;
    private long endsBy;

    DeliveryModel(long seed) {
        this.random = new Random(seed);
        this.server = new ModelServer(random);
        this.marked = random.nextInt(4) * 0.02;
        this.defective = random.nextInt(3) == 0;
        this.rig = new LoopRig(settings(), random);
        begin();
    }

    /** Lives for so many actions, through one pipeline or several, one after the other. */
    void live(int actions) {
        int pipelines = 1 + random.nextInt(3);
        for (int i = 0; i < pipelines; i++) {
            if (i > 0) {
                rig = rig.successor(settings(), random);
                begin();
            }
            liveOnce(actions / pipelines);
        }
        assertThat(server.taken()).allMatch(server::hasTakenOnce);
    }

    /** Events offered so far. */
    int offered() {
        return issued;
    }

    private void begin() {
        rig.counters.meanwhile = this::offerMeanwhile;
        rig.mayRetire = random.nextInt(4) == 0;
        attention = 0;
        endsBy = rig.now;
        run();
    }

    /** One pipeline; it ends well or is stopped in the middle. */
    private void liveOnce(int actions) {
        for (int i = 0; i < actions && !rig.loop.isClosed(); i++) {
            act();
        }
        rig.counters.failsIn = -1;
        rig.failingLaunch = false;
        if (!rig.loop.isClosed() && random.nextInt(3) > 0) {
            recover();
        }
        stop(random.nextInt(4) == 0 ? Duration.ZERO : Duration.ofMillis(random.nextInt(60_000)));
        assertThat(flushes).allMatch(CompletableFuture::isDone);
        offer(1);
        check();
        assertThat(rig.stats().pending()).isZero();
        rig.counters.ends.forEach((name, end) -> assertThat(isJustified(name, end))
                .as("%s ends as %s", name, end)
                .isTrue());
    }

    private void act() {
        int dice = random.nextInt(1_000);
        if (dice < 200) {
            offer(1 + random.nextInt(random.nextInt(8) == 0 ? 80 : 4));
        } else if (dice < 700) {
            answer();
        } else if (dice < 900) {
            pass(Duration.ofNanos((long) Math.pow(10, 6 + 5.5 * random.nextDouble())));
        } else if (dice < 940) {
            server.changeMood();
        } else if (dice < 960) {
            flush();
        } else if (dice < 980) {
            rig.use(settings());
            run();
        } else if (dice < 996) {
            boolean unused = random.nextInt(3) == 0;
            post(() -> use(unused));
        } else if (defective && random.nextInt(3) == 0) {
            rig.counters.failsIn = random.nextInt(30);
            rig.failingLaunch = random.nextInt(4) == 0;
        } else if (random.nextInt(4) == 0) {
            settleIn(Duration.ofMillis(random.nextInt(20_000)));
        } else if (random.nextInt(10) == 0) {
            post(rig.loop::exit);
        }
    }

    private DeliverySettings settings() {
        int batchSize = random.nextBoolean() ? 20 : 1 + random.nextInt(30);
        largestBatch = Math.max(largestBatch, batchSize);
        OverflowPolicy[] policies = OverflowPolicy.values();
        Queueing queueing = new Queueing(
                random.nextBoolean() ? 10_000 : 40 + random.nextInt(100),
                random.nextBoolean() ? 1 << 26 : 20_000,
                policies[random.nextInt(policies.length)],
                Duration.ZERO,
                random.nextInt(8) == 0 ? Duration.ofSeconds(10 + random.nextInt(1_000)) : null);
        return LoopRig.settings(batchSize, random.nextBoolean() ? 8 : 1 + random.nextInt(8), queueing);
    }

    private void offer(int count) {
        for (int i = 0; i < count; i++) {
            offer(server.name(++issued, marked));
        }
        lookAtQueue();
    }

    /** Another thread logs in the middle of a step. */
    private void offerMeanwhile() {
        if (random.nextInt(200) == 0) {
            offer(server.name(++issued, marked));
        }
    }

    private void offer(String name) {
        Event event = random.nextInt(3) == 0
                ? LlmEvent.builder("u", name, "g").build()
                : new UserEvent("u", name, Map.of(), Instant.EPOCH);
        rig.queue.offer(event, rig.now);
    }

    /**
     * The delivery thread wakes if it is called. If it is not, and does not look after a stream by itself, there must be
     * nothing that it could send.
     */
    private void lookAtQueue() {
        if (rig.attention > attention) {
            run();
        } else if (rig.delay <= WakeupThreshold.LONGEST_LOOK_INTERVAL) {
            pass(Duration.ofNanos(random.nextLong(2 * WakeupThreshold.LONGEST_LOOK_INTERVAL)));
        } else if (random.nextInt(4) == 0) {
            int requests = rig.requests;
            int before = issued;
            run();
            if (issued == before) { // else another thread has logged meanwhile, and called
                assertThat(rig.requests).as("sent without a call").isEqualTo(requests);
            }
        }
    }

    /** Any request that is under way is answered, or only encoded so far. */
    private void answer() {
        if (!rig.sent.isEmpty()) {
            LoopRig.Sent request = new ArrayList<>(rig.sent).get(random.nextInt(rig.sent.size()));
            answer(request);
        }
    }

    private void answer(LoopRig.Sent request) {
        rig.sent.remove(request);
        List<QueuedEvent> sent = new ArrayList<>();
        Map<QueuedEvent, DropReason> unusable = new HashMap<>();
        for (QueuedEvent event : request.events()) {
            if (!ModelServer.isEncodable(Sample.name(event))) {
                unusable.put(event, DropReason.NOT_ENCODABLE);
            } else if (sent.isEmpty() || (sent.size() + 1) * ModelServer.EVENT_BYTES <= request.byteLimit()) {
                sent.add(event);
            } else {
                break;
            }
        }
        Outcome outcome = null;
        if (!sent.isEmpty()) {
            List<String> body = Sample.names(sent);
            outcome = request.isGivenUp() ? server.answerTooLate(body) : server.answer(body);
            unheard.addAll(body);
        }
        SendReport report =
                new SendReport(request.flight(), sent, unusable, outcome, sent.size() * ModelServer.EVENT_BYTES);
        rig.loop.post(now -> rig.loop.answered(report, now));
        run();
    }

    private void use(boolean unused) {
        if (unused) {
            rig.loop.unused(rig.now);
        } else {
            rig.loop.usedAgain();
        }
    }

    private void flush() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        flushes.add(done);
        long upTo = rig.queue.lastSequence();
        post(() -> rig.loop.flush(upTo, done));
    }

    private void settleIn(Duration budget) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        rig.settled.add(done);
        long deadline = deadline(budget);
        long upTo = rig.queue.lastSequence();
        post(() -> rig.loop.settleBy(deadline, upTo, done, rig.now));
    }

    private void closeIn(Duration budget) {
        rig.closes = true;
        long deadline = deadline(budget);
        post(() -> rig.loop.closeBy(deadline, rig.now));
    }

    /** Of several deadlines the last holds. */
    private long deadline(Duration budget) {
        long deadline = rig.now + budget.toNanos();
        endsBy = Math.max(deadline, endsBy);
        return deadline;
    }

    private void post(Runnable message) {
        rig.loop.post(now -> message.run());
        run();
    }

    /** Lets time pass; the delivery thread wakes whenever it wanted to. */
    private void pass(Duration time) {
        long until = rig.now + time.toNanos();
        while (wakeAt <= until && !rig.loop.isClosed()) {
            rig.now = Math.max(rig.now, wakeAt);
            run();
        }
        rig.now = until;
    }

    /** The faults stop: unmarked events arrive, marked ones do not, and all is known. */
    private void recover() {
        server.recover();
        post(() -> use(false));
        int before = issued;
        long until = rig.now + PATIENCE.toNanos();
        while (rig.stats().pending() > 0 || before == issued) {
            assertThat(rig.now).as("still not delivered: %s", rig.stats()).isLessThan(until);
            offer("e" + ++issued);
            offer("e" + ++issued);
            lookAtQueue();
            for (int i = 0; i < 10; i++) {
                pass(Duration.ofSeconds(3));
                while (!rig.sent.isEmpty()) {
                    answer();
                }
            }
        }
    }

    private void stop(Duration budget) {
        closeIn(budget);
        while (!rig.loop.isClosed()) {
            assertThat(rig.now).isLessThanOrEqualTo(endsBy);
            if (random.nextBoolean()) {
                answer();
            } else {
                pass(Duration.ofNanos(Math.min(wakeAt, rig.now + random.nextInt(1_000_000_000)) - rig.now));
            }
        }
        new ArrayList<>(rig.sent).forEach(this::answer);
    }

    /** What the delivery thread does between two sleeps. */
    private void run() {
        int idle = 0;
        do {
            int requests = rig.requests;
            attention = rig.attention;
            step();
            check();
            checkRequests(rig.requests - requests);
            idle = rig.requests > requests ? 0 : idle + 1;
            must(idle <= IDLE_STEPS, "few steps that neither send nor wait");
        } while ((rig.delay <= 0 || rig.attention > attention) && !rig.loop.isClosed());
        wakeAt = rig.delay == Long.MAX_VALUE ? Long.MAX_VALUE : rig.now + rig.delay;
        attention = rig.attention;
    }

    private void step() {
        boolean stepped = false;
        while (!stepped) {
            try {
                rig.step();
                stepped = true;
            } catch (LoopRig.Defect defect) {
                defects++;
                server.unheard(unheard);
                rig.now += AFTER_DEFECT;
            }
        }
        unheard.clear();
    }

    private void check() {
        DeliveryStats stats = rig.stats();
        must(PipelinesRig.isBalanced(stats), "balanced");
        Set<QueuedEvent> known = new HashSet<>();
        int waiting = 0;
        int held = 0;
        for (EventKind kind : EventKind.values()) {
            waiting += rig.queue.of(kind).size();
            for (QueuedEvent event : rig.dispatcher.of(kind).events()) {
                if (!event.isSettled()) { // by a step that failed afterwards
                    held++;
                    known.add(event);
                }
            }
        }
        must(known.size() == held, "events in one place");
        must(held + waiting == stats.pending(), "as many events held as are pending");
        must(
                stats.dropped(DropReason.INTERNAL_ERROR) <= (long) defects * largestBatch,
                "a defect costs at most what was in hand");
        must(rig.now - endsBy < 0 || rig.hasEnded(), "ended by its deadline");
    }

    /** Asked after each of millions of steps: nothing is written out unless it fails. */
    private void must(boolean holds, String promise) {
        if (!holds) {
            throw new AssertionError(promise + ": " + rig.stats());
        }
    }

    private boolean isJustified(String name, String end) {
        return end.equals("DELIVERED") ? server.hasTakenOnce(name) : server.justifies(name, DropReason.valueOf(end));
    }

    private void checkRequests(int launched) {
        must(
                launched == 0
                        || rig.dispatcher.underWay()
                                <= rig.queue.settings().sending().maxInFlight(),
                "at most maxInFlight requests");
        for (LoopRig.Sent request : rig.sent) {
            must(request.size() <= largestBatch, "no batch above the largest");
        }
    }
}

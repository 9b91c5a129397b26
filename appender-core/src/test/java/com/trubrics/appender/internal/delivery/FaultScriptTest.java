package com.trubrics.appender.internal.delivery;

import static com.trubrics.appender.internal.delivery.LoopRig.DELIVERED;
import static com.trubrics.appender.internal.delivery.LoopRig.FORBIDDEN;
import static com.trubrics.appender.internal.delivery.LoopRig.NETWORK;
import static com.trubrics.appender.internal.delivery.LoopRig.REFUSED;
import static com.trubrics.appender.internal.delivery.LoopRig.SERVER_ERROR;
import static com.trubrics.appender.internal.delivery.LoopRig.TOO_LARGE;
import static com.trubrics.appender.internal.delivery.LoopRig.UNAUTHORIZED;
import static com.trubrics.appender.internal.delivery.LoopRig.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.transport.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random faults, from a seed that the name of a failing test shows. Whatever happens, every event ends once; once the
 * faults are over, only those events are lost that the server will never take.
 */
class FaultScriptTest {

    private static final int EVENTS = 150;
    private static final int MOST_OTHERS = 500;

    /** What passes, and costs no event. */
    private static final List<Outcome> PASSING = List.of(
            NETWORK,
            UNAVAILABLE,
            UNAUTHORIZED,
            LoopRig.throttled(Duration.ofSeconds(20)),
            Outcome.of(RequestOutcome.THROTTLED, "429"));

    /** What the server will always say to certain events. */
    private static final List<Outcome> LASTING = List.of(REFUSED, TOO_LARGE, FORBIDDEN, SERVER_ERROR);

    private LoopRig rig = new LoopRig();
    private Random random = new Random();
    private final Map<String, Outcome> doomed = new HashMap<>();
    private final Set<String> delivered = new HashSet<>();
    private int offered;

    static List<Long> seeds() {
        return new Random(20_260_101).longs(150).boxed().toList();
    }

    private void begin(long seed) {
        random = new Random(seed);
        rig = new LoopRig(LoopRig.settings(1 + random.nextInt(20), 1 + random.nextInt(8)));
        for (int i = 1 + random.nextInt(30); i <= EVENTS; i += 1 + random.nextInt(60)) {
            doomed.put((random.nextBoolean() ? "e" : "p") + i, LASTING.get(random.nextInt(LASTING.size())));
        }
    }

    private Outcome server(LoopRig.Sent request, int faultsInTen) {
        if (!rig.dispatcher.of(request.flight().kind()).inFlight().contains(request.flight())) {
            return NETWORK; // its sender hung for so long that it is lost, and never reached the server
        }
        Outcome outcome = random.nextInt(10) < faultsInTen ? PASSING.get(random.nextInt(PASSING.size())) : DELIVERED;
        for (String name : request.names()) {
            outcome = outcome.isAccepted() ? doomed.getOrDefault(name, outcome) : outcome;
        }
        if (outcome.isAccepted()) {
            request.names()
                    .forEach(name -> assertThat(delivered.add(name)).as(name).isTrue());
        }
        return outcome;
    }

    /** Offers, flushes, answers and lets time pass, in any order. */
    private void problem(int steps) {
        for (int i = 0; i < steps; i++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> offerSome();
                case 2 -> rig.pass(Duration.ofMillis(random.nextInt(15_000)));
                case 3 -> {
                    CompletableFuture<Boolean> unused = rig.flush();
                }
                default -> answerSome();
            }
            assertThat(rig.isBalanced()).as("%s", rig.stats()).isTrue();
        }
    }

    private void offerSome() {
        int last = Math.min(EVENTS, offered + random.nextInt(12));
        if (last > offered) {
            rig.offer(offered + 1, last).offerLlm(offered + 1, last).step();
            offered = last;
        }
    }

    private void answerSome() {
        for (int i = random.nextInt(6); i > 0 && !rig.sent.isEmpty(); i--) {
            LoopRig.Sent request = rig.take();
            rig.answer(request, server(request, 5));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whenTheFaultsAreOverOnlyWhatTheServerWillNeverTakeIsLost(long seed) {
        begin(seed);
        problem(100);
        rig.offer(offered + 1, EVENTS).offerLlm(offered + 1, EVENTS);
        rig.serve(request -> server(request, 0), Duration.ofHours(20));
        // Others that are accepted show that an endpoint works, and that a lone event is to blame.
        int others = 0;
        while (rig.stats().pending() > 0 && others < MOST_OTHERS) {
            others++;
            rig.offer(EVENTS + others, EVENTS + others).offerLlm(EVENTS + others, EVENTS + others);
            rig.serve(request -> server(request, 0), Duration.ofMinutes(1));
        }

        assertThat(rig.stats().pending()).as("%s %s", rig.stats(), doomed).isZero();
        assertThat(rig.isBalanced()).isTrue();
        assertThat(rig.stats().delivered()).isEqualTo(delivered.size());
        assertThat(delivered)
                .hasSize(2 * (EVENTS + others) - doomed.size())
                .doesNotContainAnyElementsOf(doomed.keySet());
        assertThat(rig.dropped(DropReason.REJECTED) + rig.dropped(DropReason.TOO_LARGE))
                .isEqualTo(doomed.size());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anEndAtAnyMomentAccountsForEveryEventInTime(long seed) {
        begin(seed);
        problem(60);
        rig.closeIn(Duration.ofSeconds(5));
        long deadline = rig.now + Duration.ofSeconds(5).toNanos();
        rig.serve(request -> server(request, 3), Duration.ofSeconds(6));

        assertThat(rig.hasEnded()).isTrue();
        assertThat(rig.loop.isClosed()).isTrue();
        assertThat(rig.now).isLessThanOrEqualTo(deadline);
        assertThat(rig.stats().pending()).isZero();
        assertThat(rig.isBalanced()).isTrue();
        assertThat(rig.stats().delivered()).isEqualTo(delivered.size());
    }
}

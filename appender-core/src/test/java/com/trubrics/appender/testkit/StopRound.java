package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.TrubricsClient;
import com.trubrics.appender.testkit.StopPlan.Manner;
import com.trubrics.appender.testkit.StopPlan.Target;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * One logging system from its start to after its end. What must hold afterwards:
 *
 * <ul>
 *   <li>The stop came back within its budget, two seconds for last words, and {@link #ALLOWANCE} for a busy machine.
 *   <li>Whatever a thread had finished logging before the stop began has arrived or is counted; with a server that takes
 *       everything, and time enough, only the full queue may have cost any.
 *   <li>Nothing is pending, {@code seen = delivered + dropped}, no event was taken twice.
 *   <li>The interrupt flag is as it was, and none of our threads is left.
 * </ul>
 */
final class StopRound {
    /** What the contract grants for last words at the deadline. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    /**
     * For a machine that has other things to do. Where the budget is below 3 s, a stop that waits for a request, which takes
     * 30 s, is beyond the bound. The only longer budgets are those with a server that takes everything.
     */
    private static final Duration ALLOWANCE = Duration.ofSeconds(25);

    private final RandomStopContract contract;
    private final long seed;
    private final StopPlan plan;
    private final SplittableRandom random;

    /**
     * What a round came to.
     *
     * @param finished events logged before the stop began
     * @param missing those of them that the server has not taken
     * @param overrun by how much the stop exceeded its budget; negative if it did not
     */
    record Result(int finished, int missing, Duration overrun) {}

    StopRound(RandomStopContract contract, long seed) {
        this.contract = contract;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.plan = StopPlan.draw(random);
    }

    Result run() {
        Set<Thread> before = LiveThreads.ours();
        try (ScriptedServer server = ScriptedServer.start(plan.mood().script(random.split()))) {
            AppenderConfig config = plan.config(server, random, "key-" + seed);
            LoggingSystem system = contract.start(config);
            LogStream stream = new LogStream(system, plan.threads(), plan.cap());
            Set<String> finished;
            Duration took;
            try (system) {
                stream.start();
                stream.awaitReturned(plan.stopAfter());
                if (interruptWouldBeSwallowed()) {
                    stream.end();
                }
                finished = stream.finished();
                took = stop(system);
                stream.end();
            }
            check(server, finished);
            assertThat(took)
                    .as("time of the stop; " + plan)
                    .isLessThan(plan.budget().plus(LAST_WORDS).plus(ALLOWANCE));
            await().pollInterval(Duration.ofMillis(1))
                    .untilAsserted(() -> assertThat(LiveThreads.ours())
                            .as("our threads; " + plan)
                            .allMatch(before::contains));
            return new Result(finished.size(), missing(server, finished).size(), took.minus(plan.budget()));
        }
    }

    /** By the framework, before it comes to us: then nobody logs during the stop, and the flag is checked as ever. */
    private boolean interruptWouldBeSwallowed() {
        return plan.target() == Target.CONTEXT
                && plan.manner() == Manner.INTERRUPTED
                && !contract.contextKeepsInterruptFlag();
    }

    /** The framework as a whole by one thread after the other, where it cannot bear two. */
    private boolean twoAtOnce() {
        return plan.manner() == Manner.TWO_AT_ONCE
                && (plan.target() == Target.APPENDER || contract.contextStopsOnTwoThreads());
    }

    private Duration stop(LoggingSystem system) {
        boolean interrupted = plan.manner() == Manner.INTERRUPTED;
        long begin = System.nanoTime();
        CompletableFuture<Void> other = twoAtOnce()
                ? CompletableFuture.runAsync(() -> stopOnce(system))
                : CompletableFuture.completedFuture(null);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        stopOnce(system);
        assertThat(Thread.interrupted()).as("the interrupt flag; " + plan).isEqualTo(interrupted);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        other.join();
        if (plan.manner() == Manner.TWICE || plan.manner() == Manner.TWO_AT_ONCE) {
            stopOnce(system);
        }
        return took;
    }

    private void stopOnce(LoggingSystem system) {
        if (plan.target() == Target.CONTEXT) {
            contract.stopContext(system, plan.granted());
        } else {
            contract.stopAppender(system);
        }
    }

    /** Where the framework does not wait for its asynchronous appender, that hands over after our stop. */
    private boolean handsOverLate() {
        return plan.async() && plan.manner() == Manner.INTERRUPTED && !contract.interruptedStopAwaitsAsync();
    }

    private static boolean hasCounted(DeliveryStats stats, int events) {
        return stats.seen() >= events && stats.seen() == stats.delivered() + stats.dropped() + stats.pending();
    }

    private void check(ScriptedServer server, Set<String> finished) {
        if (handsOverLate()) {
            await().pollInterval(Duration.ofMillis(1)).until(() -> hasCounted(stats(), finished.size()));
        }
        // The stop returns soon after its deadline: on a busy machine the count may follow.
        await().pollInterval(Duration.ofMillis(1)).until(() -> stats().pending() == 0);
        DeliveryStats stats = stats();
        String described = plan + ", " + stats;
        List<String> taken = server.taken();
        assertThat(stats.seen()).as("seen; " + described).isEqualTo(stats.delivered() + stats.dropped());
        assertThat(stats.seen()).as("seen; " + described).isGreaterThanOrEqualTo(finished.size());
        assertThat(stats.delivered()).as("delivered; " + described).isLessThanOrEqualTo(new HashSet<>(taken).size());
        if (!plan.answersMayBeLost()) {
            assertThat(taken).as("taken; " + described).doesNotHaveDuplicates();
        }
        assertThat(server.broken()).as("broken bodies").isEmpty();
        long full = stats.dropped(DropReason.QUEUE_FULL);
        long excused = plan.mood().takesEverything()
                ? full
                : full + stats.dropped(DropReason.SHUTDOWN) + stats.dropped(DropReason.REJECTED);
        if (handsOverLate()) {
            excused += stats.dropped(DropReason.CLOSED);
        }
        assertThat(missing(server, finished).size())
                .as("logged before the stop and not arrived; " + described)
                .isLessThanOrEqualTo((int) excused);
    }

    private static Set<String> missing(ScriptedServer server, Set<String> finished) {
        Set<String> missing = new HashSet<>(finished);
        server.taken().forEach(missing::remove);
        return missing;
    }

    /** The account of this round's key, which no other round uses: the one opened last. */
    private static DeliveryStats stats() {
        List<DeliveryStats> all = TrubricsClient.allStats();
        return all.get(all.size() - 1);
    }
}

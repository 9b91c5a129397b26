package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.TrubricsClient;
import com.trubrics.appender.testkit.LifeLines.Issue;
import com.trubrics.appender.testkit.LifeSettings.Temper;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The framework in a random life: whatever is asked of it is held to its bound and to its promise, and goes to the
 * account of its destination. Log calls may come from several threads.
 */
final class TimedSystem<S extends LoggingSystem> {
    /** Less than the 5 s after which a closed endpoint is probed: so a stop probes at once. */
    static final Duration LONG_STOP = Duration.ofSeconds(4);

    /**
     * What anything may take on a busy machine beyond the time that it is granted. What waited for a silent server would
     * take much longer: the server speaks again only when the life goes on.
     */
    private static final Duration ALLOWANCE = Duration.ofSeconds(10);

    /** A stop returns so long after its deadline at the latest. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final RandomLifeContract<S> framework;
    private final FaultyServer server;
    private final LifeSettings settings;
    private final Temper temper;
    private final Map<String, LifeAccount> accounts = new TreeMap<>();
    private AppenderConfig config;
    private String destination = "a";
    private Duration shutdownTimeout = LONG_STOP;
    private S system;

    TimedSystem(RandomLifeContract<S> framework, FaultyServer server, LifeSettings settings, Temper temper) {
        this.framework = framework;
        this.server = server;
        this.settings = settings;
        this.temper = temper;
        this.config = settings.draw();
        this.system = framework.start(configured());
    }

    /** The account of the destination that is configured. */
    LifeAccount account() {
        return accounts.computeIfAbsent(destination, name -> new LifeAccount(server, name, temper.closes()));
    }

    Collection<LifeAccount> accounts() {
        return List.copyOf(accounts.values());
    }

    /** Every destination so far. */
    List<String> destinations() {
        return List.copyOf(accounts.keySet());
    }

    String destination() {
        return destination;
    }

    /** A line that is no event. */
    void logPlainly() {
        within(Duration.ZERO, "log call", () -> system.log(LogLine.info("plain {}", 1)));
    }

    void log(Issue issue, LifeAccount account) {
        within(Duration.ZERO, "log call", () -> system.log(issue.line()));
        account.issued(issue.id());
    }

    /** If it says that everything was delivered, each event was taken, or has been dropped before. */
    void flush(Duration timeout) {
        Map<LifeAccount, Set<String>> issued =
                accounts().stream().collect(Collectors.toMap(account -> account, LifeAccount::issued));
        boolean[] delivered = new boolean[1];
        within(timeout, "flush", () -> delivered[0] = TrubricsClient.flushAll(timeout));
        if (delivered[0]) {
            issued.forEach(
                    (account, ids) -> assertThat((long) account.missing(ids).size())
                            .as("flush said that all was delivered")
                            .isLessThanOrEqualTo(account.stats().dropped()));
        }
    }

    /** Exchanges the configuration, which never waits. */
    void reconfigure() {
        AppenderConfig next = configured();
        within(Duration.ZERO, "reconfiguration", () -> framework.reconfigure(system, next));
    }

    void reconfigure(AppenderConfig other) {
        config = other;
        reconfigure();
    }

    void reconfigure(String otherDestination) {
        destination = otherDestination;
        reconfigure();
    }

    private AppenderConfig configured() {
        if (settings.isCramped()) {
            account().cramped();
        }
        return config.option("host", server.host(destination))
                .option("apiKey", "key-of-" + destination)
                .option("shutdownTimeout", shutdownTimeout.toMillis() + " ms");
    }

    void start() {
        shutdownTimeout = LONG_STOP;
        system = framework.start(configured());
    }

    /** Stops one instance and starts it again; what is logged in between is nobody's, or counted as late. */
    void restartAppender(boolean interrupted, LogLine late) {
        stopping(Duration.ZERO, interrupted, () -> framework.stopAppender(system));
        within(Duration.ZERO, "log call", () -> system.log(late));
        framework.startAppender(system);
    }

    /** Stops the framework. Afterwards nothing is pending, and nothing was worse than a warning. */
    void stop(Duration budget, boolean interrupted) {
        shutdownTimeout = budget;
        reconfigure();
        Map<LifeAccount, Long> before = new HashMap<>();
        accounts().forEach(account -> before.put(account, shutDown(account)));
        long begin = System.nanoTime();
        stopping(budget.plus(GRACE), interrupted, system::close);
        boolean timeWasUp = budget.compareTo(LONG_STOP) < 0 || System.nanoTime() - begin >= budget.toNanos();
        before.forEach((account, count) -> {
            // The one last probe of a closed endpoint may be the event that is never taken.
            if (timeWasUp || account.hasIssued(Mark.FORBIDDEN)) {
                account.cutOff(shutDown(account) - count);
            }
        });
        assertThat(system.errors()).as("ERROR statuses").isEmpty();
        // The stop returns soon after its deadline: on a busy machine the count may follow.
        accounts.forEach((name, account) -> await(name)
                .atMost(ALLOWANCE)
                .untilAsserted(
                        () -> assertThat(account.stats().pending()).as(name).isZero()));
    }

    private static void stopping(Duration granted, boolean interrupted, Runnable stop) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        within(granted, "stop", stop);
        assertThat(Thread.interrupted()).as("the interrupt flag").isEqualTo(interrupted);
    }

    private static long shutDown(LifeAccount account) {
        return account.stats().dropped(DropReason.SHUTDOWN);
    }

    /** Ends it, whatever state it is in. */
    void close() {
        system.close();
    }

    private static void within(Duration granted, String what, Runnable action) {
        long begin = System.nanoTime();
        action.run();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(what).isLessThan(granted.plus(ALLOWANCE));
    }
}

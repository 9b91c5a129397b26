package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.Patience.await;
import static com.trubrics.appender.testkit.TimedSystem.LONG_STOP;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.TrubricsClient;
import com.trubrics.appender.testkit.FaultyServer.Client;
import com.trubrics.appender.testkit.LifeLines.Issue;
import com.trubrics.appender.testkit.LifeSettings.Temper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One life of an application's logging, see {@link RandomLifeContract}. The thread that lives it is the only one that
 * draws; what it does depends on the seed alone.
 */
final class RandomLife<S extends LoggingSystem> {
    /** Far beyond what a busy machine needs. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Probes of a closed endpoint come after 5, 10, 20 and 40 s, and then each minute. */
    private static final Duration SLOW_PROBES = Duration.ofMinutes(4);

    /** Less than the 30 s after which an idle sender ends by itself. */
    private static final Duration THREADS_END = Duration.ofSeconds(20);

    private static final Duration MOMENT = Duration.ofMillis(50);
    private static final int BURST_THREADS = 3;

    private final LifeTotals totals;
    private final Random random;
    private final Temper temper;
    private final LifeSettings settings;
    private final LifeLines lines;
    private final FaultyServer server;
    private final TimedSystem<S> system;
    private final long begin = System.nanoTime();
    private final List<String> script = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(BURST_THREADS);
    private final List<Future<?>> bursts = new ArrayList<>();
    private final int steps;
    private boolean faulty;

    RandomLife(long seed, RandomLifeContract<S> framework, LifeTotals totals) {
        this.totals = totals;
        this.random = new Random(seed);
        this.temper = Temper.of(seed);
        this.settings = new LifeSettings(random, temper);
        this.lines = new LifeLines(random, settings.marks());
        this.server = FaultyServer.start(settings.policy());
        this.steps = temper == Temper.PATIENT ? 12 : 30 + random.nextInt(31);
        this.system = new TimedSystem<>(framework, server, settings, temper);
        calmClient();
        note("a life of the kind " + temper);
    }

    /** From the first step to the last check. */
    void live() {
        try {
            for (int i = 0; i < steps; i++) {
                step();
            }
            recover();
            system.stop(LONG_STOP, random.nextBoolean());
            checkAll();
            await("our threads end")
                    .atMost(THREADS_END)
                    .until(() -> ownThreads().isEmpty());
            totals.life(steps);
            system.accounts().forEach(account -> totals.destination(account.stats(), account.duplicates()));
        } catch (RuntimeException | Error failure) {
            note("failed");
            throw new AssertionError(script.stream().collect(Collectors.joining(System.lineSeparator())), failure);
        } finally {
            threads.shutdownNow();
            server.close();
            system.close();
        }
    }

    private void step() {
        int dice = random.nextInt(100);
        if (dice < 30) {
            log(lines.any());
        } else if (dice < 40) {
            burst();
        } else if (dice < 50) {
            Duration timeout = Duration.ofMillis(random.nextInt(60));
            note("flush " + timeout);
            system.flush(timeout);
        } else if (dice < 57) {
            reconfigure();
        } else if (dice < 72) {
            changeFault();
        } else if (dice < 77) {
            logInterrupted();
        } else if (dice < 81) {
            interruptOurThreads();
        } else if (dice < 88) {
            restart();
        } else if (dice < 91) {
            note("an ordinary line");
            system.logPlainly();
        } else if (dice < 98 || temper == Temper.PATIENT) {
            note("a moment");
            server.awaitMoreRequests(1 + random.nextInt(10), MOMENT);
        } else {
            recover();
        }
    }

    private void log(Issue issue) {
        note("log " + issue.id());
        system.log(issue, system.account());
    }

    /** Goes on while the next steps are taken, but for those that exchange or stop the appender. */
    private void burst() {
        int each = 1 + random.nextInt(random.nextInt(4) == 0 ? 80 : 15);
        note("burst of " + BURST_THREADS + " x " + each);
        LifeAccount account = system.account();
        for (int thread = 0; thread < BURST_THREADS; thread++) {
            List<Issue> issues = Stream.generate(lines::any).limit(each).toList();
            bursts.add(threads.submit(() -> issues.forEach(issue -> system.log(issue, account))));
        }
    }

    private void awaitBursts() {
        for (Future<?> burst : bursts) {
            try {
                burst.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new AssertionError("a logging thread did not end well", e);
            }
        }
        bursts.clear();
    }

    private void reconfigure() {
        awaitBursts();
        switch (random.nextInt(3)) {
            case 0 -> {
                note("reconfigure: equal");
                system.reconfigure();
            }
            case 1 -> {
                note("reconfigure: other settings");
                system.reconfigure(settings.draw());
            }
            default -> {
                String destination = List.of("a", "b", "c").get(random.nextInt(3));
                note("reconfigure: to " + destination);
                system.reconfigure(destination);
            }
        }
    }

    private void changeFault() {
        if (faulty) {
            endFault();
        } else if (random.nextInt(3) == 0) {
            note("some requests meet faults");
            server.playSome(settings.faults(), random.nextLong());
            faulty = true;
        } else {
            Fault fault = settings.fault();
            note("fault " + fault);
            server.play(fault);
            faulty = true;
        }
    }

    private void endFault() {
        note("no fault");
        server.play(Fault.NONE);
        faulty = false;
    }

    private void logInterrupted() {
        note("interrupted:");
        Thread.currentThread().interrupt();
        log(lines.any());
        assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
    }

    /** Until the next quiet moment their requests may miss an answer. */
    private void interruptOurThreads() {
        note("interrupt our threads");
        disturbClient();
        ownThreads().forEach(Thread::interrupt);
    }

    /** Not by way of their stack traces: while a value recurses, taking one stops the JVM for seconds. */
    private static List<Thread> ownThreads() {
        ThreadGroup all = Thread.currentThread().getThreadGroup();
        while (all.getParent() != null) {
            all = all.getParent();
        }
        Thread[] threads = new Thread[2 * all.activeCount() + 100];
        return Arrays.stream(threads, 0, all.enumerate(threads))
                .filter(thread -> thread.getName().startsWith("trubrics-") && thread.isAlive())
                .toList();
    }

    /** Either the faults are over, and there is time enough to deliver everything; or there is little time or none. */
    private void restart() {
        awaitBursts();
        boolean clean = random.nextBoolean();
        boolean interrupted = random.nextInt(4) == 0;
        boolean appenderAlone = random.nextBoolean();
        Duration budget = clean ? LONG_STOP : Duration.ofMillis(random.nextInt(2) * 100L);
        note("restart " + (appenderAlone ? "the appender" : "the framework, stopping within " + budget));
        if (clean) {
            endFault();
        } else {
            disturbClient();
        }
        if (appenderAlone) {
            system.restartAppender(interrupted, lines.userEvent().line());
        } else {
            system.stop(budget, interrupted);
            system.start();
        }
    }

    /** The faults are over: everything gets out, is accounted for, and new events get through. */
    private void recover() {
        note("recover");
        endFault();
        awaitBursts();
        if (temper == Temper.CLOSING) {
            system.stop(LONG_STOP, false);
            system.start();
            checkAll();
        } else {
            drainAll();
            checkAll();
            aNewEventGetsThrough();
        }
        calmClient();
    }

    /** An event that the server never takes is only told from an outage where others are taken: so more are logged. */
    private void drainAll() {
        String last = system.destination();
        for (String name : system.destinations()) {
            system.reconfigure(name);
            await("everything gets out")
                    .atMost(temper == Temper.PATIENT ? SLOW_PROBES : PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> {
                        logMore();
                        return TrubricsClient.flushAll(MOMENT) || isNothingPending();
                    });
        }
        system.reconfigure(last);
        await("everything gets out").atMost(PATIENCE).until(this::isNothingPending);
    }

    private boolean isNothingPending() {
        return system.account().stats().pending() == 0;
    }

    private List<Issue> logMore() {
        List<Issue> more = List.of(lines.userEvent(), lines.llmEvent());
        more.forEach(issue -> system.log(issue, system.account()));
        return more;
    }

    private void aNewEventGetsThrough() {
        List<Issue> fresh = logMore();
        TrubricsClient.flushAll(MOMENT);
        await("a new event gets through")
                .atMost(PATIENCE)
                .until(() -> fresh.stream().allMatch(issue -> system.account().isTaken(issue.id())));
        await().atMost(PATIENCE).until(this::isNothingPending);
    }

    private void checkAll() {
        // The server notices a moment later that a connection has ended.
        await().atMost(PATIENCE).untilAsserted(() -> system.accounts().forEach(LifeAccount::check));
    }

    private void calmClient() {
        server.setClient(temper == Temper.HASTY ? Client.HASTY : Client.PATIENT);
    }

    private void disturbClient() {
        if (temper != Temper.HASTY) {
            server.setClient(Client.DISTURBED);
        }
    }

    private void note(String step) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        script.add("  " + (script.size() + 1) + ". after " + millis + " ms: " + step);
    }
}

package com.trubrics.appender;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.LogManager;

/** What the child JVM of {@link ClientExitTest} does: it tracks events, and ends without closing its client. */
final class ClientExitProgram {

    static final String TRACKED = "everything is tracked";
    static final int EXIT_CODE = 3;

    private static final long PATIENCE_MILLIS = 100_000;

    private ClientExitProgram() {}

    /** How the program ends. */
    enum Ending {
        /** {@code main} returns. */
        RETURN(0),
        /** {@code System.exit}. */
        EXIT(EXIT_CODE),
        /** It goes on until SIGTERM comes. */
        SIGTERM(143),
        /** {@code main} returns, and then another shutdown hook tracks one more event and waits until it is delivered. */
        RETURN_THEN_TRACK_IN_A_HOOK(0),
        /** {@code main} returns, while a daemon thread goes on tracking for as long as the JVM lives. */
        RETURN_WHILE_A_DAEMON_TRACKS(0);

        final int exitCode;

        Ending(int exitCode) {
            this.exitCode = exitCode;
        }
    }

    /** Its arguments are the host, an {@link Ending}, the number of events, {@code registerShutdownHook}. */
    public static void main(String... arguments) throws InterruptedException {
        // As in a program that logs: from now on java.util.logging has a shutdown hook, which takes its handlers away.
        LogManager.getLogManager();
        Ending ending = Ending.valueOf(arguments[1]);
        int events = Integer.parseInt(arguments[2]);
        TrubricsClient client = TrubricsClient.builder()
                .apiKey("key")
                .host(arguments[0])
                .flushInterval(Duration.ofHours(1))
                .flushBatchSize(100)
                .requestTimeout(Duration.ofMinutes(2))
                .shutdownTimeout(Duration.ofSeconds(Integer.parseInt(arguments[4])))
                .option(Option.REGISTER_SHUTDOWN_HOOK, arguments[3])
                .build();
        for (int i = 0; i < events; i++) {
            client.track(UserEvent.builder("u", Integer.toString(i)).build());
        }
        if (ending == Ending.RETURN_THEN_TRACK_IN_A_HOOK) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> trackAfterTheFlush(client, events)));
        }
        System.out.println(TRACKED);
        switch (ending) {
            case RETURN, RETURN_THEN_TRACK_IN_A_HOOK -> {}
            case RETURN_WHILE_A_DAEMON_TRACKS -> trackForEver(client);
            case EXIT -> System.exit(EXIT_CODE);
            case SIGTERM -> new CountDownLatch(1).await();
        }
    }

    private static void trackForEver(TrubricsClient client) {
        Thread daemon = new Thread(() -> {
            while (true) {
                client.track(UserEvent.builder("u", "of the daemon").build());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(40));
            }
        });
        daemon.setDaemon(true);
        daemon.start();
    }

    private static void trackAfterTheFlush(TrubricsClient client, int events) {
        waitFor(client, events);
        client.track(UserEvent.builder("u", Integer.toString(events)).build());
        waitFor(client, events + 1);
    }

    /** Awaitility would load its classes while the JVM shuts down; this is a spin with a bound. */
    private static void waitFor(TrubricsClient client, int delivered) {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (client.stats().delivered() < delivered && System.nanoTime() - deadline < 0) {
            Thread.onSpinWait();
        }
    }
}

package com.trubrics.appender.testkit;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * What the child JVM of an {@link ExitContract} does: four threads log events, and then, or while they go on, the program
 * ends in one of several ways. A face's {@code main} passes its arguments on to {@link #run}.
 */
public final class ExitProgram {
    /** What it prints when everything is logged and the end begins. */
    static final String LOGGED = "everything is logged";

    /** What it prints when the end begins in the middle: how many events each thread has logged follows. */
    static final String UNDER_WAY = "logged so far:";

    /** The argument that makes the threads go on through the end. */
    static final String GO_ON = "go on";

    /** The argument that fills standard error first, so that whoever prints there waits until somebody reads it. */
    static final String FILL_STANDARD_ERROR = "fill standard error";

    static final int EXIT_CODE = 3;

    /** How many events the hook of {@link Ending#LATE_EVENTS} logs; their ids follow the others. */
    static final int LATE = 10;

    static final int THREADS = 4;

    /** Not for ever: the JVM's exit waits for a moment in which everything is delivered. */
    private static final int AFTERWARDS = 500;

    private ExitProgram() {}

    /** How the program ends. */
    public enum Ending {
        /** {@code main} returns. */
        RETURN(0),
        /** {@code System.exit}. */
        EXIT(EXIT_CODE),
        /** It goes on until SIGTERM comes. */
        SIGTERM(143),
        /** The framework is stopped in code. */
        STOP(0),
        /** Our appender alone is stopped, which does not wait, and {@code main} returns. */
        STOP_APPENDER(0),
        /** {@code main} returns, and a shutdown hook of the application logs {@value ExitProgram#LATE} more events. */
        LATE_EVENTS(0);

        private final int exitCode;

        Ending(int exitCode) {
            this.exitCode = exitCode;
        }

        int exitCode() {
            return exitCode;
        }
    }

    /** The framework in the child JVM. */
    public interface Logging {
        /** Logs an event with these fields through a logger. */
        void event(String userId, String name, String id);

        /** Stops the framework as an application would. */
        void stop();

        /** Stops our appender, and nothing else. */
        void stopAppender();
    }

    /**
     * Runs the program: the arguments are an {@link Ending}, the number of events before the end, and {@link #GO_ON} if
     * more follow, or {@link #FILL_STANDARD_ERROR}.
     */
    public static void run(Logging logging, String... arguments) throws InterruptedException {
        Ending ending = Ending.valueOf(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        List<String> more = List.of(arguments).subList(2, arguments.length);
        if (more.contains(FILL_STANDARD_ERROR)) {
            fillStandardError();
        }
        if (more.contains(GO_ON)) {
            logOnAndOn(logging, count);
        } else {
            logEvents(logging, count);
            System.out.println(LOGGED);
        }
        end(logging, ending, count);
    }

    /** A pipe holds 64 KB. The last chunk never fits. */
    private static void fillStandardError() throws InterruptedException {
        CountDownLatch full = new CountDownLatch(15);
        Thread thread = new Thread(() -> {
            try (OutputStream pipe = new FileOutputStream(FileDescriptor.err)) {
                while (true) {
                    pipe.write(new byte[4 * 1024]);
                    full.countDown();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        full.await();
    }

    private static void end(Logging logging, Ending ending, int count) throws InterruptedException {
        switch (ending) {
            case RETURN -> {}
            case EXIT -> System.exit(EXIT_CODE);
            case SIGTERM -> new CountDownLatch(1).await();
            case STOP -> logging.stop();
            case STOP_APPENDER -> logging.stopAppender();
            case LATE_EVENTS -> Runtime.getRuntime().addShutdownHook(new Thread(() -> logLate(logging, count)));
        }
    }

    private static void logLate(Logging logging, int firstId) {
        for (int id = firstId; id < firstId + LATE; id++) {
            logging.event("late user", "Tick", Integer.toString(id));
        }
    }

    /** Returns when so many events are logged; daemons log {@value #AFTERWARDS} more each while the JVM ends. */
    private static void logOnAndOn(Logging logging, int count) throws InterruptedException {
        AtomicIntegerArray logged = new AtomicIntegerArray(THREADS);
        CountDownLatch enough = new CountDownLatch(count);
        for (int i = 0; i < THREADS; i++) {
            int first = i;
            Thread thread = new Thread(() -> {
                int left = AFTERWARDS;
                for (int id = first; left > 0; id += THREADS) {
                    logging.event("user " + first, "Tick", Integer.toString(id));
                    logged.incrementAndGet(first);
                    enough.countDown();
                    left -= enough.getCount() == 0 ? 1 : 0;
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        enough.await();
        System.out.println(UNDER_WAY + " " + logged);
    }

    private static void logEvents(Logging logging, int count) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int first = i;
            Thread thread = new Thread(() -> {
                for (int id = first; id < count; id += THREADS) {
                    logging.event("user " + first, "Tick", Integer.toString(id));
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}

package com.trubrics.appender.testkit;

import com.trubrics.appender.testkit.AppenderConfig.Trait;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * What is drawn for one {@link StopRound}.
 *
 * @param async whether our appender stands behind the framework's asynchronous one
 * @param threads that log
 * @param stopAfter the stop begins when so many log calls have returned
 * @param cap after so many log calls nobody logs any more
 */
record StopPlan(
        Mood mood,
        Target target,
        Manner manner,
        boolean async,
        int threads,
        int stopAfter,
        int cap,
        Duration shutdownTimeout,
        Duration granted,
        Duration requestTimeout,
        int queueCapacity) {

    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final Duration[] SHORT = {
        Duration.ZERO, Duration.ofMillis(20), Duration.ofMillis(60), Duration.ofMillis(150)
    };

    /** What the server does. */
    enum Mood {
        /** Takes everything at once. */
        GOOD,
        /** Takes everything, a little later. */
        SLOW,
        /** Answers some requests with 503 or 429. */
        REFUSING,
        /** Asks now and then to be left alone for a second. */
        THROTTLING,
        /** Never answers most requests. */
        HANGING;

        Supplier<Answer> script(SplittableRandom random) {
            return switch (this) {
                case GOOD -> Answer::ok;
                case SLOW -> () -> Answer.ok().after(Duration.ofMillis(random.nextInt(20)));
                case REFUSING ->
                    () -> random.nextInt(5) < 2 ? Answer.status(random.nextBoolean() ? 503 : 429) : Answer.ok();
                case THROTTLING ->
                    () -> random.nextInt(8) == 0 ? Answer.status(429).with("Retry-After", "1") : Answer.ok();
                case HANGING -> () -> random.nextInt(3) < 2 ? Answer.never() : Answer.ok();
            };
        }

        boolean takesEverything() {
            return this == GOOD || this == SLOW;
        }
    }

    /** What is stopped first. */
    enum Target {
        /** The whole framework. */
        CONTEXT,
        /** Our appender alone; the framework afterwards. */
        APPENDER
    }

    /** How it is stopped. */
    enum Manner {
        /** Once, on a thread of the application. */
        ONCE,
        /** And again when that has come back. */
        TWICE,
        /** By two threads at the same time. */
        TWO_AT_ONCE,
        /** On a thread with its interrupt flag set. */
        INTERRUPTED
    }

    static StopPlan draw(SplittableRandom random) {
        Mood mood = one(random, Mood.values());
        Target target = one(random, Target.values());
        int stopAfter = random.nextInt(10) == 0 ? 0 : random.nextInt(400);
        return new StopPlan(
                mood,
                target,
                one(random, Manner.values()),
                target == Target.CONTEXT && random.nextInt(3) == 0,
                1 + random.nextInt(8),
                stopAfter,
                stopAfter + random.nextInt(300),
                mood.takesEverything() ? AMPLE : one(random, SHORT),
                one(random, Duration.ZERO, Duration.ofMillis(50), Duration.ofMillis(100)),
                mood == Mood.HANGING && random.nextBoolean() ? Duration.ofMillis(100) : Duration.ofSeconds(30),
                random.nextBoolean() ? 10_000 : 40 + random.nextInt(100));
    }

    /** The rest of the settings is drawn here: nothing that is checked depends on it. */
    AppenderConfig config(ScriptedServer server, SplittableRandom random, String apiKey) {
        AppenderConfig config = AppenderConfig.bare()
                .option("host", server.host())
                .option("apiKey", apiKey)
                .option("flushBatchSize", Integer.toString(1 + random.nextInt(40)))
                .option("flushInterval", "1 s")
                .option("maxInFlight", Integer.toString(1 + random.nextInt(8)))
                .option("overflow", one(random, "drop-newest", "drop-oldest", "block"))
                .option("blockTimeout", "20 ms")
                .option("queueCapacity", Integer.toString(queueCapacity))
                .option("initialBackoff", 1 + random.nextInt(5) + " ms")
                .option("maxBackoff", 5 + random.nextInt(20) + " ms")
                .option("requestTimeout", requestTimeout.toMillis() + " ms")
                .option("shutdownTimeout", shutdownTimeout.toMillis() + " ms");
        return async ? config.with(Trait.ASYNC) : config;
    }

    /** The contract: whichever is longer. An appender that is stopped alone does not wait. */
    Duration budget() {
        if (target == Target.APPENDER) {
            return Duration.ZERO;
        }
        return granted.compareTo(shutdownTimeout) > 0 ? granted : shutdownTimeout;
    }

    /** Whether an attempt may be given up while the server takes it. */
    boolean answersMayBeLost() {
        return requestTimeout.compareTo(Duration.ofSeconds(1)) < 0;
    }

    @SafeVarargs
    private static <T> T one(SplittableRandom random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}

package com.trubrics.appender.testkit;

import java.time.Duration;
import java.util.stream.LongStream;

/**
 * How much of the fault campaign runs: a short part in every build, all of it with {@code -Pfaults}. What differs is
 * only how often and how long; the tests are the same.
 *
 * <p>Randomised tests draw everything from a seed, which a failure names. {@code -Dtrubrics.seed=...} replays it alone.
 */
public final class Campaign {
    private static final boolean LONG = "long".equals(System.getProperty("trubrics.campaign"));

    private Campaign() {}

    /** How many rounds to run. */
    public static int rounds(int inEveryBuild, int inTheLongRun) {
        return LONG ? inTheLongRun : inEveryBuild;
    }

    /** How long to go on. */
    public static Duration time(Duration inEveryBuild, Duration inTheLongRun) {
        return LONG ? inTheLongRun : inEveryBuild;
    }

    /** The seeds to try: the first so many, or the one that is replayed. */
    public static LongStream seeds(int inEveryBuild, int inTheLongRun) {
        Long replayed = Long.getLong("trubrics.seed");
        return replayed == null
                ? LongStream.rangeClosed(1, rounds(inEveryBuild, inTheLongRun))
                : LongStream.of(replayed);
    }

    /** Runs one seed; a failure says how to replay it. */
    public static void replayable(long seed, Runnable life) {
        try {
            life.run();
        } catch (RuntimeException | Error failure) {
            throw new AssertionError("Replay with -Dtrubrics.seed=" + seed, failure);
        }
    }

    /** Prints a line with the figures of a test that has passed. */
    public static void report(String figures) {
        System.out.println("Campaign (" + (LONG ? "long" : "short") + "): " + figures);
    }
}

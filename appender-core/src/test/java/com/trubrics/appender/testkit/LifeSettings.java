package com.trubrics.appender.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws what a random life is like and how its appender is configured. */
final class LifeSettings {
    private static final int LIVES_IN_A_ROUND = 40;

    private static final List<Fault> CLOSING_FAULTS =
            List.of(Fault.UNAUTHORIZED, Fault.FORBIDDEN, Fault.NOT_FOUND, Fault.REDIRECTED);

    /** What sets lives apart, by their seeds. */
    enum Temper {
        /** Requests are given all the time they need, so that only the server loses answers. */
        ORDINARY,
        /** Requests time out soon, so that an answer may come too late. */
        HASTY,
        /** The server also closes endpoints, which are probed after 5 s: only a stop gets everything out sooner. */
        CLOSING,
        /** The same, and the life waits until the probes have found out. */
        PATIENT;

        static Temper of(long seed) {
            if (seed % LIVES_IN_A_ROUND == LIVES_IN_A_ROUND - 1) {
                return PATIENT;
            }
            return switch ((int) (seed % 4)) {
                case 1 -> HASTY;
                case 3 -> CLOSING;
                default -> ORDINARY;
            };
        }

        boolean closes() {
            return this == CLOSING || this == PATIENT;
        }
    }

    private final Random random;
    private final Temper temper;
    private final boolean cramped;
    private final boolean fewRequests;

    LifeSettings(Random random, Temper temper) {
        this.random = random;
        this.temper = temper;
        this.cramped = random.nextInt(4) == 0;
        this.fewRequests = random.nextBoolean();
    }

    /** Whether the queue may be full. */
    boolean isCramped() {
        return cramped;
    }

    Policy policy() {
        return new Policy(
                random.nextBoolean() ? Integer.MAX_VALUE : 700 + random.nextInt(3_000), random.nextInt(3) == 0);
    }

    List<Mark> marks() {
        return temper.closes() && random.nextBoolean()
                ? List.of(Mark.values())
                : List.of(Mark.TOO_LARGE, Mark.LOCATED, Mark.REFUSED, Mark.SERVER_ERROR);
    }

    /** Those that may happen to a request alone. */
    List<Fault> faults() {
        List<Fault> faults = new ArrayList<>(List.of(Fault.values()));
        // A Retry-After is kept while stopping, so after the longest one a stop of some seconds delivers nothing.
        faults.removeAll(List.of(Fault.NONE, Fault.REFUSED_CONNECTIONS, Fault.THROTTLED_FOR_YEARS));
        if (temper != Temper.PATIENT && temper != Temper.CLOSING) {
            faults.removeAll(CLOSING_FAULTS);
        }
        return faults;
    }

    Fault fault() {
        List<Fault> faults = faults();
        faults.add(Fault.REFUSED_CONNECTIONS);
        Fault drawn = faults.get(random.nextInt(faults.size()));
        // A second is long in such a short life.
        boolean slow = drawn == Fault.THROTTLED_FOR_A_SECOND || drawn == Fault.UNAVAILABLE_BY_A_SLOW_CLOCK;
        return slow && random.nextInt(4) > 0 ? Fault.THROTTLED : drawn;
    }

    /** All but the destination and the time for stopping. */
    AppenderConfig draw() {
        return AppenderConfig.bare()
                .option("flushInterval", "1 s")
                .option("flushBatchSize", "" + (1 + random.nextInt(20)))
                .option("maxRequestBytes", random.nextInt(3) == 0 ? "2 KB" : "1 MB")
                .option("maxEventBytes", "16 KB")
                .option("queueCapacity", "" + (cramped ? 20 + random.nextInt(60) : 10_000))
                .option(
                        "overflow",
                        List.of("drop-newest", "drop-oldest", "block").get(random.nextInt(3)))
                .option("blockTimeout", "20 ms")
                .option("maxInFlight", "" + (fewRequests ? 1 + random.nextInt(2) : 1 + random.nextInt(8)))
                .option("connectTimeout", "10 s")
                .option("requestTimeout", temper == Temper.HASTY ? (200 + random.nextInt(300)) + " ms" : "60 s")
                .option("initialBackoff", (1 + random.nextInt(5)) + " ms")
                .option("maxBackoff", (5 + random.nextInt(15)) + " ms")
                .option("registerShutdownHook", "" + random.nextBoolean())
                .option("compression", random.nextInt(3) == 0 ? "gzip" : "none");
    }
}

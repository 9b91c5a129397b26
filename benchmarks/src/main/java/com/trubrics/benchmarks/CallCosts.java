package com.trubrics.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link Calls} for one candidate at a time. */
final class CallCosts {
    /**
     * Of one call.
     *
     * @param nanos the median
     * @param bytes of the calling thread after a burst, of all threads when saturated
     */
    record Cost(double nanos, double bytes) {}

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** After the seconds of logging: until the code around the calls is compiled. */
    private static final int WARM_UP_BURSTS = 300;

    /** Those that wait for nothing between bursts leave the compiler less time. */
    private static final int WARM_UP_BURSTS_WITHOUT_A_PAUSE = 3_000;

    private final Scale scale;
    private final int port;

    CallCosts(Scale scale, int port) {
        this.scale = scale;
        this.port = port;
    }

    Cost burst(Candidate candidate, Workload workload, int threads) {
        RunResult result = run(options(candidate, workload, threads)
                .include(Calls.class.getName() + ".burst$")
                .jvmArgsAppend(jvmArguments("-D" + Calls.WARM_UP + "=" + scale.burstWarmUp()))
                .warmupIterations(candidate.ships() ? WARM_UP_BURSTS : WARM_UP_BURSTS_WITHOUT_A_PAUSE)
                .warmupBatchSize(Calls.BURST)
                .measurementIterations(scale.bursts())
                .measurementBatchSize(Calls.BURST));
        return new Cost(median(result) / Calls.BURST, secondary(result, "bytes") / secondary(result, "calls"));
    }

    /** Until what sends is compiled, it limits the caller, and not as it will later on. */
    Cost saturating(Candidate candidate, Workload workload, int threads) {
        return steady(saturating(options(candidate, workload, threads)).forks(1), scale.warmUp());
    }

    /** A line that nothing is sent for. Of several JVMs, because the compiler does not always do the same. */
    Cost ordinary(Candidate candidate) {
        return steady(
                saturating(options(candidate, Workload.ORDINARY, 1)).forks(2 * scale.forks() + 1), scale.rounds());
    }

    /** A line that event rules look at, and do not take. */
    static Cost rules(RuleCalls.Line line, Scale scale) {
        return new CallCosts(scale, 0)
                .steady(
                        options()
                                .include(RuleCalls.class.getName() + ".log$")
                                .param("line", line.name())
                                .threads(1)
                                .forks(scale.forks() + 1),
                        scale.rounds());
    }

    private static ChainedOptionsBuilder saturating(ChainedOptionsBuilder options) {
        return options.include(Calls.class.getName() + ".saturating$");
    }

    private Cost steady(ChainedOptionsBuilder options, int warmUpSeconds) {
        TimeValue second = TimeValue.seconds(1);
        RunResult result = run(options.jvmArgsAppend(jvmArguments())
                .addProfiler(GCProfiler.class)
                .warmupIterations(warmUpSeconds)
                .warmupTime(second)
                .measurementIterations(scale.rounds())
                .measurementTime(second));
        return new Cost(median(result), secondary(result, ALLOCATED));
    }

    private ChainedOptionsBuilder options(Candidate candidate, Workload workload, int threads) {
        return options()
                .param("candidate", candidate.name())
                .param("workload", workload.name())
                .threads(threads)
                .forks(scale.forks());
    }

    private static ChainedOptionsBuilder options() {
        return new OptionsBuilder().verbosity(VerboseMode.SILENT).shouldFailOnError(true);
    }

    private String[] jvmArguments(String... more) {
        List<String> arguments = new ArrayList<>(Child.JVM_ARGUMENTS);
        arguments.add("-D" + Calls.PORT + "=" + port);
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static RunResult run(ChainedOptionsBuilder options) {
        try {
            Collection<RunResult> results = new Runner(options.build()).run();
            return results.iterator().next();
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double secondary(RunResult result, String name) {
        return result.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(name))
                .mapToDouble(entry -> entry.getValue().getScore())
                .findFirst()
                .orElse(Double.NaN);
    }

    private static double median(RunResult result) {
        return result.getPrimaryResult().getStatistics().getPercentile(50);
    }
}

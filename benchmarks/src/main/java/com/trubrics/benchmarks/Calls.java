package com.trubrics.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** What a log call costs the thread that makes it. */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Calls {
    /** Calls of one burst: all of them find room in every candidate's queue. */
    static final int BURST = 1_000;

    /** The system property with the sink's port. */
    static final String PORT = "sink.port";

    /** The system property with the seconds of logging before bursts: what sends is compiled then, and competes less. */
    static final String WARM_UP = "burst.warm.up";

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Made by JMH. */
    public Calls() {}

    /** The framework, shared by all threads. */
    @State(Scope.Benchmark)
    public static class Setting {
        /** The name of a {@link Candidate}. */
        @Param("LOGBACK_TRUBRICS")
        public String candidate = "";

        /** The name of a {@link Workload}. */
        @Param("MDC")
        public String workload = "";

        private final AtomicLong logged = new AtomicLong();
        Candidate subject = Candidate.LOGBACK_FLOOR;
        Workload load = Workload.ORDINARY;

        @Nullable
        Session session;

        private @Nullable SinkWatch watch;
        private CyclicBarrier callers = new CyclicBarrier(1);

        /** Made by JMH. */
        public Setting() {}

        /** Starts the framework. */
        @Setup(Level.Trial)
        public void open(BenchmarkParams params) {
            callers = new CyclicBarrier(params.getThreads());
            subject = Candidate.valueOf(candidate);
            load = Workload.valueOf(workload);
            int port = Integer.getInteger(PORT);
            session = subject.open(port);
            watch = new SinkWatch(port);
            logged.set(watch.now().events());
        }

        /** Stops the framework. */
        @TearDown(Level.Trial)
        public void close() {
            if (session != null && watch != null) {
                session.close();
                watch.close();
            }
        }

        /** Waits until the queue is empty. */
        synchronized void drained() {
            if (subject.ships() && load != Workload.ORDINARY && watch != null) {
                long all = logged.get();
                long arrived = watch.await(all, 1_500).events();
                if (arrived < all) {
                    logged.addAndGet(arrived - all); // what has not come by now has been dropped
                }
            }
        }

        /** Waits until all threads are about to begin. */
        void together() {
            try {
                callers.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IllegalStateException(e);
            }
        }

        void logged(int calls) {
            logged.addAndGet(calls);
        }
    }

    /** One logging thread. */
    @State(Scope.Thread)
    public static class Caller {
        /** Made by JMH. */
        public Caller() {}

        /** Fills the MDC. */
        @Setup(Level.Trial)
        public void enter(Setting setting) {
            if (setting.session != null) {
                setting.session.enter(setting.load);
            }
        }
    }

    /** Waits before each burst, and counts what the thread allocates in it. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Burst {
        /** Allocated by the calling thread. */
        public long bytes;

        /** Calls that allocated them. */
        public long calls;

        private long before;

        /** Made by JMH. */
        public Burst() {}

        /** Logs for some seconds, a part of what may be on its way at a time. */
        @Setup(Level.Trial)
        public void warmUp(Setting setting, Caller caller) {
            long seconds = setting.subject.ships() ? Integer.getInteger(WARM_UP) : 1;
            int calls = setting.subject.onTheWay(setting.load) / 4 / setting.callers.getParties();
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(seconds)) {
                for (int i = 0; i < calls; i++) {
                    log(setting);
                }
                setting.logged(calls);
                setting.drained();
            }
        }

        /** The queue is empty when a burst begins. */
        @Setup(Level.Iteration)
        public void begin(Setting setting) {
            setting.drained();
            setting.together();
            before = THREADS.getCurrentThreadAllocatedBytes();
        }

        /** Reads what was allocated. */
        @TearDown(Level.Iteration)
        public void end(Setting setting) {
            setting.logged(BURST);
            bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
            calls = BURST;
        }
    }

    /** A burst into an empty queue: one iteration is one burst of {@value #BURST}. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    public void burst(Setting setting, Caller caller, Burst burst) {
        log(setting);
    }

    /** As fast as the thread can, for as long as it lasts. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    public void saturating(Setting setting, Caller caller) {
        log(setting);
    }

    private static void log(Setting setting) {
        if (setting.session != null) {
            setting.session.log(setting.load);
        }
    }
}

package com.trubrics.appender.junit;

import static com.trubrics.appender.junit.TrubricsAssertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class ParallelTestsTest {

    @Test
    void testsThatRunAtTheSameTimeDoNotSeeEachOthersEvents() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Together.class))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "8")
                .execute()
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(4).failed(0));
    }

    @Test
    void whatATestWithoutTheExtensionLogsGoesToNoOtherTest() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(With.class), selectClass(Without.class))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .execute()
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(2).failed(0));
    }

    private static final CyclicBarrier BOTH = new CyclicBarrier(2);

    private static void meetTheOther() throws Exception {
        BOTH.await(20, TimeUnit.SECONDS);
    }

    @Execution(ExecutionMode.CONCURRENT)
    static class With {
        @RegisterExtension
        final TrubricsEvents events = new TrubricsEvents();

        @Test
        void test() throws Exception {
            meetTheOther(); // both run
            meetTheOther(); // the other has logged
            assertThat(events).isEmpty();
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    static class Without {
        @Test
        void test() throws Exception {
            meetTheOther();
            Together.log("app", "stranger");
            MDC.clear();
            meetTheOther();
        }
    }

    /** Run by the first test only: surefire does not take nested classes for tests of their own. */
    @Execution(ExecutionMode.CONCURRENT)
    static class Together {
        private static final CyclicBarrier ALL = new CyclicBarrier(4);

        @RegisterExtension
        final TrubricsEvents events = new TrubricsEvents();

        @RepeatedTest(4)
        void one(RepetitionInfo repetition) throws Exception {
            String user = "u-" + repetition.getCurrentRepetition();
            meet();
            log("app", user);
            meet();
            assertThat(events).single().byUser(user);
            meet();
            Thread child = new Thread(() -> log("app", user));
            child.start();
            child.join();
            meet();
            assertThat(events).hasSize(2).element(1).byUser(user);
            log("async", user);
            assertThat(events.await(3)).hasSize(3).element(2).byUser(user);
            meet();
        }

        @AfterEach
        void nothingStays() {
            MDC.clear();
        }

        private static void log(String logger, String user) {
            MDC.put("user_id", user);
            MDC.put("event", "Met");
            LoggerFactory.getLogger(logger).info("met");
        }

        private static void meet() throws InterruptedException, BrokenBarrierException, TimeoutException {
            ALL.await(20, TimeUnit.SECONDS);
        }
    }
}

package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.LogLine.info;
import static com.trubrics.appender.testkit.LogLine.line;
import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.TrubricsClient;
import com.trubrics.appender.testkit.AppenderConfig.Trait;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The appender among the other parts of its framework: levels, filters, markers, asynchronous appenders, neighbours. */
public abstract class FrameworkContract extends AppenderContract {

    /** Far beyond what a busy machine needs: reached only by a test that fails. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final LogLine SIGN_UP = line().field("event", "Sign Up").field("user_id", "u1");
    private static final String SIGN_UP_GOLDEN = """
            {"user_id":"u1","event":"Sign Up","timestamp":"NOW"}""";

    @Test
    public void everyLevelCanBeAnEvent() {
        Report report = log(
                config().option("includeLogContext", "true"),
                SIGN_UP.at(Level.TRACE),
                SIGN_UP.at(Level.DEBUG),
                SIGN_UP.at(Level.WARNING),
                SIGN_UP.at(Level.ERROR));
        assertThat(report.userEvents()).hasSize(4);
        assertThat(server().events().stream().map(event -> event.property("log_level")))
                .containsExactly("TRACE", "DEBUG", "WARN", "ERROR");
    }

    @Test
    public void aThresholdFilterDecidesFirst() {
        Report report = log(
                config().with(Trait.WARN_AND_ABOVE),
                SIGN_UP.field("n", 1),
                SIGN_UP.field("n", 2).at(Level.WARNING));
        report.isUserEvent("""
                {"user_id":"u1","event":"Sign Up","properties":{"n":2},"timestamp":"NOW"}""");
        assertThat(report.neighbourLines()).hasSize(2);
    }

    @Test
    public void aMarkedLineIsAnEventLikeAnyOther() {
        log(config(), SIGN_UP.marked("AUDIT")).isUserEvent(SIGN_UP_GOLDEN);
    }

    @Test
    public void aMarkerCanKeepALineAway() {
        log(config().with(Trait.DENIES_MARKER), SIGN_UP.marked(AppenderConfig.DENIED_MARKER), SIGN_UP)
                .isUserEvent(SIGN_UP_GOLDEN);
    }

    @Test
    public void behindAnAsynchronousAppenderTheMdcAndTheThreadAreThoseOfTheLine() {
        Report report = log(
                config().with(Trait.ASYNC).option("includeLogContext", "true"),
                line().mdc("user_id", "u1").field("event", "Sign Up").field("seats", 3));
        report.isUserEvent("""
                {"user_id":"u1","event":"Sign Up","properties":{"log_level":"INFO",\
                "logger_name":"com.acme.shop.Checkout","seats":3,"thread_name":"%s"},"timestamp":"NOW"}""".formatted(Thread.currentThread().getName()));
    }

    @Test
    public void behindAnAsynchronousAppenderStoppingLosesNothing() {
        Report report = run(
                config().with(Trait.ASYNC),
                logging -> IntStream.range(0, 100).forEach(n -> logging.log(SIGN_UP.field("n", n))));
        assertThat(report.userEvents()).hasSize(100);
        assertThat(server().events().stream().map(event -> event.property("n")))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 100).mapToObj(Integer::toString).toList());
    }

    @Test
    public void neighboursTakeEveryLineAsBefore() {
        Report report = log(config(), info("plain {}", 1), SIGN_UP.at(Level.ERROR), info("plain {}", 2));
        assertThat(report.neighbourLines()).hasSize(3).startsWith("plain 1").endsWith("plain 2");
        report.isUserEvent(SIGN_UP_GOLDEN);
    }

    /** Taken up by the framework, behind a queue that is full, its lines would hold the delivery that makes room. */
    @Test
    public void ourHttpClientLogsNothingWhateverTheLevel() {
        AppenderConfig config = config().option("eventFromMessage", "true")
                .option("defaultUserId", "u1")
                .option("flushBatchSize", "1");
        run(config, logging -> {
            try (ForwardedJul okHttp = ForwardedJul.of(Libraries.okHttp(), logging)) {
                logging.log(SIGN_UP);
                server().awaitEvents(1);
                logging.log(SIGN_UP);
                server().awaitEvents(2);
                assertThat(okHttp.forwarded()).as("lines of OkHttp").isZero();
            }
        });
        assertThat(server().events()).hasSize(2);
    }

    /** Those of the copy inside the packaged core; an application's own OkHttp may log events. */
    @Test
    public void whatTheLibrariesOfOursLogIsNoEvent() {
        try (LoggingSystem logging = configure(config())) {
            logging.log(SIGN_UP.from(Libraries.okHttp() + ".OkHttpClient"));
        }
        assertThat(server().events()).isEmpty();
    }

    @Test
    public void aFlushTellsOfACallWithoutAUser() {
        run(config(), logging -> {
            logging.log(SIGN_UP);
            assertThat(TrubricsClient.flushAll(PATIENCE)).isTrue();
            logging.log(line().field("event", "Sign Up"));
            assertThat(TrubricsClient.flushAll(PATIENCE)).isFalse();
            logging.log(SIGN_UP);
            assertThat(TrubricsClient.flushAll(PATIENCE)).isTrue();
        });
    }

    @Test
    public void aFlushTellsOfAnAppenderThatTakesNothing() {
        run(config().option("enabled", "false"), logging -> {
            logging.log(SIGN_UP);
            assertThat(TrubricsClient.flushAll(PATIENCE)).isFalse();
        });
        assertThat(TrubricsClient.flushAll(PATIENCE)).isTrue();
    }

    @Test
    public void whatOurOwnThreadsLogIsNoEvent() throws InterruptedException {
        try (LoggingSystem logging = configure(config())) {
            Thread ours = new Thread(() -> logging.log(SIGN_UP), "trubrics-sender-1");
            ours.start();
            ours.join();
        }
        assertThat(server().events()).isEmpty();
    }

    /** Its {@code toString()} logs the very event that it is part of. */
    @Test
    public void aValueThatLogsItselfIsOneEvent() {
        aValueThatLogsItselfIsOneEvent(config());
    }

    @Test
    public void aValueThatLogsItselfBehindAnAsynchronousAppenderIsOneEvent() {
        aValueThatLogsItselfIsOneEvent(config().with(Trait.ASYNC));
    }

    private void aValueThatLogsItselfIsOneEvent(AppenderConfig config) {
        AtomicInteger readings = new AtomicInteger();
        run(config.option("flushBatchSize", "1"), logging -> {
            logging.log(SIGN_UP.field("plan", new LogsItself(logging, readings)));
            server().awaitEvents(1);
            logging.log(SIGN_UP.field("plan", "pro"));
            server().awaitEvents(2);
        });
        assertThat(readings).hasValueLessThan(10);
        assertThat(server().events().stream().map(event -> event.property("plan")))
                .containsExactlyInAnyOrder("itself", "pro");
    }

    private record LogsItself(LoggingSystem logging, AtomicInteger readings) {
        @Override
        public String toString() {
            readings.incrementAndGet();
            logging.log(SIGN_UP.field("plan", this));
            return "itself";
        }
    }

    @Test
    public void ownThreadsLeaveNothingBehind() {
        log(config(), SIGN_UP);
        await().untilAsserted(() -> assertThat(liveThreads()).noneMatch(name -> name.startsWith("trubrics-")));
    }

    private static List<String> liveThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .toList();
    }
}

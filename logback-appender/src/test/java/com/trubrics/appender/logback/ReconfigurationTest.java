package com.trubrics.appender.logback;

import static com.trubrics.appender.testkit.LogLine.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import com.trubrics.appender.testkit.Answer;
import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.LogLine;
import com.trubrics.appender.testkit.RecordingServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** What {@code scan} and a refresh of Spring do: the context is reset and configured again while lines are logged. */
@Tag("version-matrix")
class ReconfigurationTest {
    private final RecordingServer server = RecordingServer.start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void aHundredReconfigurationsLoseNothingAndLeaveNothing() {
        String xml = LogbackXml.write(config());
        try (LogbackSystem logback = LogbackSystem.start(xml)) {
            for (int id = 0; id < 100; id++) {
                logback.log(event(id));
                logback.reconfigure(xml);
            }
            assertThat(logback.context().getCopyOfListenerList())
                    .filteredOn(listener -> listener.getClass().getName().startsWith("com.trubrics."))
                    .hasSize(1);
            assertThat(logback.errors()).isEmpty();
        }
        assertThat(ids())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 100).mapToObj(Integer::toString).toList());
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("trubrics-")));
    }

    @Test
    void underLoadNothingIsLostThatLogbackHandedOver() throws Exception {
        HandedOver.IDS.clear();
        String xml = LogbackXml.write(config())
                .replace("<apiKey>", "<filter class=\"" + HandedOver.class.getName() + "\"/><apiKey>");
        int loggers = 3;
        int rounds = 50;
        AtomicInteger ids = new AtomicInteger();
        CyclicBarrier round = new CyclicBarrier(loggers + 1);
        ExecutorService threads = Executors.newFixedThreadPool(loggers);
        try (LogbackSystem logback = LogbackSystem.start(xml)) {
            List<Future<?>> logging = new ArrayList<>();
            for (int i = 0; i < loggers; i++) {
                logging.add(threads.submit(() -> {
                    for (int n = 0; n < rounds; n++) {
                        round.await();
                        for (int event = 0; event < 20; event++) {
                            logback.log(event(ids.incrementAndGet()));
                        }
                    }
                    return null;
                }));
            }
            for (int n = 0; n < rounds; n++) {
                round.await();
                logback.reconfigure(xml);
            }
            for (Future<?> one : logging) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        Set<String> arrived = new HashSet<>(ids());
        assertThat(HandedOver.IDS)
                .filteredOn(id -> !arrived.contains(id))
                .as("lost")
                .isEmpty();
        assertThat(ids()).as("arrived").hasSameSizeAs(arrived);
    }

    @Test
    void aReconfigurationNeverWaitsForASlowServer() {
        server.answerNext(Answer.never());
        String xml = LogbackXml.write(config().option("flushBatchSize", "1")
                .option("shutdownTimeout", "60 s")
                .option("requestTimeout", "3 s"));
        try (LogbackSystem logback = LogbackSystem.start(xml)) {
            logback.log(event(1));
            server.awaitRequests(1);

            long begin = System.nanoTime();
            logback.reconfigure(xml);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        }
        assertThat(ids()).containsExactly("1");
    }

    @Test
    void whatAConfigurationWithoutTheAppenderLeavesBehindIsDeliveredAtTheStopOfTheContext() {
        try (LogbackSystem logback = LogbackSystem.start(LogbackXml.write(config()))) {
            logback.log(event(1));
            logback.reconfigure("<configuration/>");
        }
        assertThat(ids()).containsExactly("1");
    }

    @Test
    void aStoppedContextStartsAgain() {
        String xml = LogbackXml.write(config());
        try (LogbackSystem logback = LogbackSystem.start(xml)) {
            logback.log(event(1));
            logback.context().stop();
            assertThat(ids()).containsExactly("1");

            logback.reconfigure(xml);
            logback.context().start();
            logback.log(event(2));
        }
        assertThat(ids()).containsExactly("1", "2");
    }

    /** Stands in front of {@code append} and notes what comes so far. */
    public static final class HandedOver extends Filter<ILoggingEvent> {
        static final Queue<String> IDS = new ConcurrentLinkedQueue<>();

        @Override
        public FilterReply decide(ILoggingEvent call) {
            for (KeyValuePair pair : call.getKeyValuePairs()) {
                if (pair.key.equals("id")) {
                    IDS.add(String.valueOf(pair.value));
                }
            }
            return FilterReply.NEUTRAL;
        }
    }

    private AppenderConfig config() {
        return AppenderConfig.to(server);
    }

    private static LogLine event(int id) {
        return line().field("event", "Tick").field("id", id).field("user_id", "u1");
    }

    private List<String> ids() {
        return server.events().stream()
                .map(event -> String.valueOf(event.property("id")))
                .toList();
    }
}

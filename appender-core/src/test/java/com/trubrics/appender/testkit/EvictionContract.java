package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.LogLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.TrubricsClient;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The framework makes one appender for each tenant, and stops those that it has not used for a while, in the middle of a
 * log call or on a thread of its own: whatever the server does, no log call waits, and nothing is lost.
 */
public abstract class EvictionContract {
    /** The MDC key, as a placeholder that the framework fills in when it makes an appender. */
    protected static final String TENANT = "tenant";

    /** Far less than the stop of a logging system would wait here, and far more than a log call takes. */
    private static final Duration WITHOUT_WAITING = Duration.ofSeconds(10);

    private static final int TENANTS = 2;

    private final RecordingServer server = RecordingServer.start();

    /** The framework with one appender for each value of {@link #TENANT} in the MDC, of which it keeps few, or briefly. */
    protected abstract LoggingSystem start(AppenderConfig config);

    /** Waits until the appender of the tenant who logged last is gone. */
    protected abstract void awaitEviction(LoggingSystem system);

    @AfterEach
    final void stopServer() {
        server.close();
    }

    @Test
    public void anEvictedAppenderHoldsNoLogCallAndItsEventsAreDelivered() {
        server.answerAlways(Answer.never());
        AppenderConfig config = AppenderConfig.to(server)
                .option("apiKey", "evicted-${" + placeholder() + "}")
                .option("flushInterval", "1 h")
                .option("requestTimeout", "1 h")
                .option("shutdownTimeout", "1 min");
        try (LoggingSystem system = start(config)) {
            for (int id = 0; id < TENANTS; id++) {
                logWithoutWaiting(system, id);
                awaitEviction(system);
            }
            server.awaitRequests(TENANTS); // what an evicted one leaves does not wait for its interval
            server.recover();
            server.awaitEvents(TENANTS);
        }
        assertThat(server.events().stream().map(event -> event.property("id")))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, TENANTS).mapToObj(Integer::toString).toList());
        assertThat(dropped()).isZero();
    }

    /** How the framework writes the tenant of the line for which it makes an appender. */
    protected abstract String placeholder();

    private static void logWithoutWaiting(LoggingSystem system, int id) {
        LogLine event = line().mdc(TENANT, "t" + id)
                .field("event", "Tick")
                .field("id", id)
                .field("user_id", "u1");
        long begin = System.nanoTime();
        system.log(event);
        system.log(LogLine.info("an ordinary line").mdc(TENANT, "t" + id));
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("the log calls of tenant " + id)
                .isLessThan(WITHOUT_WAITING);
    }

    private long dropped() {
        List<DeliveryStats> all = TrubricsClient.allStats();
        return all.stream()
                .filter(stats -> stats.destination().equals(server.host()))
                .mapToLong(DeliveryStats::dropped)
                .sum();
    }
}

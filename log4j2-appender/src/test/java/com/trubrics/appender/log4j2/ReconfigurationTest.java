package com.trubrics.appender.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.testkit.Answer;
import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.Campaign;
import com.trubrics.appender.testkit.LogLine;
import com.trubrics.appender.testkit.Reconfigurable;
import com.trubrics.appender.testkit.ReconfigurationContract;
import com.trubrics.appender.testkit.RecordingServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which Log4j2 gets another configuration, and what its stops grant to earlier ones. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ReconfigurationTest {
    @TempDir
    private Path directory;

    @Nested
    @Tag("version-matrix")
    class SetConfiguration extends ReconfigurationContract {
        @Override
        protected Reconfigurable start(AppenderConfig config) {
            return Log4j2Reconfiguration.bySetConfiguration(config);
        }
    }

    @Nested
    class Context extends ReconfigurationContract {
        @Override
        protected Reconfigurable start(AppenderConfig config) {
            return Log4j2Reconfiguration.byTheContext(config, directory);
        }
    }

    @Nested
    class OfTheConfigurator extends ReconfigurationContract {
        @Override
        protected Reconfigurable start(AppenderConfig config) {
            return Log4j2Reconfiguration.byTheConfigurator(config, directory);
        }
    }

    @Nested
    class MonitorInterval extends ReconfigurationContract {
        @Override
        protected Reconfigurable start(AppenderConfig config) {
            return Log4j2Reconfiguration.byMonitorInterval(config, directory);
        }

        @Override
        protected int rounds() {
            // A second each.
            return Campaign.rounds(2, 100);
        }
    }

    @Nested
    @Tag("version-matrix")
    class Granted {
        /** Longer than a stop is granted here at first. */
        private static final Duration WHILE_IT_STOPS = Duration.ofMillis(200);

        private final RecordingServer server = RecordingServer.start();

        @AfterEach
        void stopServer() {
            server.close();
        }

        @Test
        void aShortStopStillGetsTheShutdownTimeout() {
            server.answerNext(Answer.ok().after(WHILE_IT_STOPS));
            Log4j2System logging = Log4j2System.start(config());
            log(logging, 0);
            // What LogManager.shutdown() grants.
            logging.context().stop(50, TimeUnit.MILLISECONDS);
            everyEventArrivedOnce(1);
            logging.close();
        }

        @Test
        void aLongStopGetsItsOwnTime() {
            server.answerNext(Answer.ok().after(WHILE_IT_STOPS));
            Log4j2System logging = Log4j2System.start(config().option("shutdownTimeout", "1 ms"));
            log(logging, 0);
            logging.context().stop(30, TimeUnit.SECONDS);
            everyEventArrivedOnce(1);
            logging.close();
        }

        @Test
        void theStopHasOneDeadlineForAllDestinations() {
            server.answerAlways(Answer.never());
            int destinations = 31;
            AppenderConfig config = config().option("flushBatchSize", "1").option("shutdownTimeout", "1 s");
            Log4j2System logging = Log4j2System.start(config);
            for (int n = 1; n < destinations; n++) {
                log(logging, n);
                logging.reconfigure(Log4j2Xml.write(config.option("apiKey", "another-key-" + n)));
            }
            log(logging, destinations);
            server.awaitRequests(destinations);

            long begin = System.nanoTime();
            logging.close();
            // A deadline for each would take a second for each.
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(destinations - 1));
        }

        @Test
        void itIsGrantedToEarlierConfigurationsToo() {
            server.answerNext(Answer.ok().after(WHILE_IT_STOPS));
            AppenderConfig config = config().option("shutdownTimeout", "1 ms");
            Log4j2System logging = Log4j2System.start(config);
            log(logging, 0);
            logging.reconfigure(Log4j2Xml.write(config.option("apiKey", "another-key")));
            logging.context().stop(30, TimeUnit.SECONDS);
            everyEventArrivedOnce(1);
            logging.close();
        }

        private AppenderConfig config() {
            return AppenderConfig.to(server).option("flushInterval", "1 h").option("shutdownTimeout", "1 min");
        }

        private static void log(Log4j2System logging, int n) {
            logging.log(LogLine.line().field("event", "Tick").field("n", n).field("user_id", "u1"));
        }

        private void everyEventArrivedOnce(int count) {
            assertThat(server.events().stream().map(event -> event.property("n")))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, count)
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }
}

package com.trubrics.appender.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.testkit.Answer;
import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.LogLine;
import com.trubrics.appender.testkit.RecordingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.message.StringMapMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Log4j2 exchanges its configuration: nothing is lost, nobody waits, and the real stop waits for all. */
@Tag("version-matrix")
@Timeout(60)
class ReconfigurationTest {
    private static final String WITHOUT_US =
            "<Configuration shutdownHook='disable'><Loggers><Root/></Loggers></Configuration>";

    private final RecordingServer server = RecordingServer.start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void equalSettingsLoseNothing() {
        String xml = Log4j2Xml.write(config());
        try (Log4j2System logging = Log4j2System.start(xml)) {
            for (int n = 0; n < 10; n++) {
                log(logging, n);
                logging.reconfigure(xml);
            }
        }
        everyEventArrivedOnce(10);
    }

    @Test
    void changedSettingsLoseNothing() {
        try (Log4j2System logging = Log4j2System.start(config())) {
            log(logging, 0);
            logging.reconfigure(Log4j2Xml.write(config().option("flushBatchSize", "3")));
            log(logging, 1);
            logging.reconfigure(Log4j2Xml.write(config().option("apiKey", "another-key")));
            log(logging, 2);
        }
        everyEventArrivedOnce(3);
    }

    @Test
    void callsInTheMeantimeAreNotLost() throws InterruptedException {
        String xml = Log4j2Xml.write(config());
        CountDownLatch begun = new CountDownLatch(1);
        try (Log4j2System logging = Log4j2System.start(xml)) {
            Thread application = new Thread(() -> IntStream.range(0, 2_000).forEach(n -> {
                log(logging, n);
                begun.countDown();
            }));
            application.start();
            begun.await();
            while (application.isAlive()) {
                logging.reconfigure(xml);
            }
        }
        everyEventArrivedOnce(2_000);
    }

    @Test
    void itDoesNotWaitForASlowServer() {
        server.answerNext(Answer.ok().after(Duration.ofSeconds(3)));
        try (Log4j2System logging = Log4j2System.start(config())) {
            log(logging, 0);
            logging.reconfigure(WITHOUT_US);
            assertThat(server.events()).isEmpty();
        }
        everyEventArrivedOnce(1);
    }

    @Test
    void theRealStopDeliversWhatAConfigurationWithoutOurAppenderLeftBehind() {
        server.answerNext(Answer.ok().after(Duration.ofMillis(300)));
        try (Log4j2System logging = Log4j2System.start(config())) {
            log(logging, 0);
            logging.reconfigure(WITHOUT_US);
        }
        everyEventArrivedOnce(1);
    }

    @Test
    void theStopOfOneAppenderDeliversBeforeItReturns() {
        server.answerNext(Answer.ok().after(Duration.ofMillis(300)));
        try (Log4j2System logging = Log4j2System.start(config())) {
            log(logging, 0);
            logging.appender().stop();
            everyEventArrivedOnce(1);
        }
    }

    @Test
    void aShortStopStillGetsTheShutdownTimeout() {
        server.answerNext(Answer.ok().after(Duration.ofMillis(500)));
        Log4j2System logging = Log4j2System.start(config());
        log(logging, 0);
        // What LogManager.shutdown() grants.
        logging.context().stop(50, TimeUnit.MILLISECONDS);
        everyEventArrivedOnce(1);
        logging.close();
    }

    @Test
    void aLongStopGetsItsOwnTime() {
        server.answerNext(Answer.ok().after(Duration.ofMillis(500)));
        Log4j2System logging = Log4j2System.start(config().option("shutdownTimeout", "1 ms"));
        log(logging, 0);
        logging.context().stop(30, TimeUnit.SECONDS);
        everyEventArrivedOnce(1);
        logging.close();
    }

    @Test
    void itIsGrantedToEarlierConfigurationsToo() {
        server.answerNext(Answer.ok().after(Duration.ofMillis(500)));
        AppenderConfig config = config().option("shutdownTimeout", "1 ms");
        Log4j2System logging = Log4j2System.start(config);
        log(logging, 0);
        logging.reconfigure(Log4j2Xml.write(config.option("apiKey", "another-key")));
        logging.context().stop(30, TimeUnit.SECONDS);
        everyEventArrivedOnce(1);
        logging.close();
    }

    @Test
    void theStopHasOneDeadlineForAllDestinations() {
        server.answerAlways(Answer.never());
        Duration budget = Duration.ofSeconds(2);
        AppenderConfig config = config().option("flushBatchSize", "1").option("shutdownTimeout", "2 s");
        Log4j2System logging = Log4j2System.start(config);
        for (int n = 0; n < 4; n++) {
            log(logging, n);
            logging.reconfigure(Log4j2Xml.write(config.option("apiKey", "another-key-" + n)));
        }
        log(logging, 4);
        server.awaitRequests(5);

        long begin = System.nanoTime();
        logging.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(budget.multipliedBy(2));
    }

    @Test
    void aContextThatStartsAgainWorksAgain() {
        String xml = Log4j2Xml.write(config());
        LoggerContext context = new LoggerContext("again");
        for (int n = 0; n < 2; n++) {
            try (Log4j2System logging = Log4j2System.start(xml, context)) {
                log(logging, n);
            }
        }
        everyEventArrivedOnce(2);
    }

    @Test
    void aChangedFileLosesNothing(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("log4j2.xml");
        write(file, "before");
        LoggerContext context = new LoggerContext("monitored");
        context.start(ConfigurationFactory.getInstance().getConfiguration(context, "monitored", file.toUri()));
        CountDownLatch reconfigured = new CountDownLatch(1);
        context.addPropertyChangeListener(change -> reconfigured.countDown());

        log(context, 0);
        write(file, "after");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));
        // Log4j2 looks at the file when it logs, or on its own thread, at most once in monitorInterval.
        assertThat(await(reconfigured)).isTrue();
        log(context, 1);
        context.stop();

        everyEventArrivedOnce(2);
        assertThat(server.events().stream().map(event -> event.property("time")))
                .containsExactly("before", "after");
    }

    private void write(Path file, String time) throws IOException {
        String xml = Log4j2Xml.write(config().staticProperty("time", time));
        Files.writeString(file, xml.replace("<Configuration ", "<Configuration monitorInterval=\"1\" "));
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private AppenderConfig config() {
        return AppenderConfig.to(server).option("flushInterval", "1 h").option("shutdownTimeout", "1 min");
    }

    private static void log(Log4j2System logging, int n) {
        logging.log(LogLine.line().field("event", "Tick").field("n", n).field("user_id", "u1"));
    }

    private static void log(LoggerContext context, int n) {
        context.getLogger(LogLine.LOGGER)
                .info(new StringMapMessage().with("event", "Tick").with("n", n).with("user_id", "u1"));
    }

    private void everyEventArrivedOnce(int count) {
        assertThat(server.events().stream().map(event -> event.property("n")))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, count).mapToObj(Integer::toString).toList());
    }
}

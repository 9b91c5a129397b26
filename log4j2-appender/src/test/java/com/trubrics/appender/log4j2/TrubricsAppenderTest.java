package com.trubrics.appender.log4j2;

import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.trubrics.appender.Option;
import com.trubrics.appender.TrubricsClient;
import com.trubrics.appender.testkit.Answer;
import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.AppenderConfig.Trait;
import com.trubrics.appender.testkit.LogLine;
import com.trubrics.appender.testkit.RecordedEvent;
import com.trubrics.appender.testkit.RecordingServer;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.ObjectArrayMessage;
import org.apache.logging.log4j.message.ObjectMessage;
import org.apache.logging.log4j.message.StringMapMessage;
import org.apache.logging.log4j.message.StructuredDataMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is special to Log4j2; the rest is {@link Log4j2ContractTest}. */
@Tag("version-matrix")
class TrubricsAppenderTest {
    private static final LogLine SIGN_UP =
            LogLine.line().field("event", "Sign Up").field("user_id", "u1");

    private final RecordingServer server = RecordingServer.start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void structuredDataIsAnEvent() {
        StructuredDataMessage message = new StructuredDataMessage("id", "a message", "a type");
        message.put("event", "Sign Up");
        message.put("user_id", "u1");
        message.put("plan", "pro");
        try (Log4j2System logging = Log4j2System.start(config())) {
            logging.logger().info(message);
        }
        assertThat(theEvent().property("plan")).isEqualTo("pro");
    }

    @Test
    void aMapAsAnObjectIsAnEvent() {
        try (Log4j2System logging = Log4j2System.start(config())) {
            logging.logger().info((Object) Map.of("event", "Sign Up", "user_id", "u1", "seats", 3));
        }
        assertThat(theEvent().property("seats")).isEqualTo("3");
    }

    @Test
    void aMapAmongTheArgumentsIsNone() {
        try (Log4j2System logging = Log4j2System.start(config())) {
            logging.logger().info("cart: {}", Map.of("event", "Sign Up", "user_id", "u1"));
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void asynchronousLoggersDeliverAll() {
        LoggerContext context = new AsyncLoggerContext("async");
        try (Log4j2System logging = Log4j2System.start(Log4j2Xml.write(config()), context)) {
            for (int n = 0; n < 100; n++) {
                logging.log(SIGN_UP.field("n", n));
            }
        }
        assertThat(server.events()).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Root", "AsyncRoot"})
    void aValueThatLogsItselfThroughAsynchronousLoggersIsOneEvent(String root) {
        LoggerContext context = root.equals("Root") ? new AsyncLoggerContext("async") : new LoggerContext("mixed");
        String xml = Log4j2Xml.write(config().option("flushBatchSize", "1")).replace("Root", root);
        AtomicInteger readings = new AtomicInteger();
        try (Log4j2System logging = Log4j2System.start(xml, context)) {
            Object itself = new Object() {
                @Override
                public String toString() {
                    readings.incrementAndGet();
                    logging.log(SIGN_UP.field("plan", this));
                    return "itself";
                }
            };
            logging.log(SIGN_UP.field("plan", itself));
            server.awaitEvents(1);
        }
        assertThat(readings).hasValueLessThan(10);
        assertThat(theEvent().property("plan")).isEqualTo("itself");
    }

    /** They reach Log4j2 as strings in the thread context. */
    @Test
    void slf4jKeyValuesActLikeTheThreadContext() {
        LoggerContext context =
                (LoggerContext) LogManager.getContext(TrubricsAppenderTest.class.getClassLoader(), false);
        try (Log4j2System logging = Log4j2System.start(Log4j2Xml.write(config()), context)) {
            org.slf4j.LoggerFactory.getLogger("com.acme")
                    .atInfo()
                    .addKeyValue("event", "Sign Up")
                    .addKeyValue("user_id", 7)
                    .addKeyValue("properties.seats", 3)
                    .addKeyValue("plan", "pro")
                    .log("welcome");
            assertThat(logging.neighbourLines()).containsExactly("welcome");
        }
        assertThat(theEvent().json()).contains("\"user_id\":\"7\"", "\"properties\":{\"seats\":\"3\"}");
    }

    @Test
    void slf4jKeyValuesStandForWhatTheyWereAsFarAsTextCanTell() {
        LoggerContext context =
                (LoggerContext) LogManager.getContext(TrubricsAppenderTest.class.getClassLoader(), false);
        ZonedDateTime moment = ZonedDateTime.of(2026, 5, 6, 9, 8, 9, 0, ZoneId.of("Europe/Paris"));
        try (Log4j2System logging = Log4j2System.start(Log4j2Xml.write(config()), context)) {
            org.slf4j.LoggerFactory.getLogger("com.acme")
                    .atInfo()
                    .addKeyValue("event", Optional.of("Sign Up"))
                    .addKeyValue("user_id", Optional.of("u1"))
                    .addKeyValue("thread_id", (Object) null)
                    .addKeyValue("assistant_id", Optional.empty())
                    .addKeyValue("properties", (Object) null)
                    .addKeyValue("timestamp", moment)
                    .log("welcome");
            org.slf4j.LoggerFactory.getLogger("com.acme")
                    .atInfo()
                    .addKeyValue("event", (Object) null)
                    .addKeyValue("user_id", "u1")
                    .log("welcome");
            assertThat(logging.warnings()).isEmpty();
        }
        assertThat(theEvent().json()).isEqualTo("""
                        {"user_id":"u1","event":"Sign Up","timestamp":"2026-05-06T07:08:09.000Z"}""");
    }

    @Test
    void aMapWhoseKeysAreConstantsIsAnEventOnce() {
        try (Log4j2System logging = Log4j2System.start(config())) {
            logging.logger().info(new ObjectMessage(Map.of(Key.event, "Sign Up", Key.user_id, "u1", Key.plan, "pro")));
        }
        assertThat(theEvent().json()).contains("\"event\":\"Sign Up\",\"properties\":{\"plan\":\"pro\"},");
    }

    private enum Key {
        event,
        user_id,
        plan
    }

    @Test
    void aMapThatIgnoresCaseIsNoEventUnderAnotherName() {
        Map<String, Object> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        map.putAll(Map.of("event", "Sign Up", "User_Id", "u1"));
        try (Log4j2System logging = Log4j2System.start(config().option("defaultUserId", "nobody"))) {
            logging.logger().info(new ObjectMessage(map));
        }
        assertThat(theEvent().json())
                .contains("{\"user_id\":\"nobody\",\"event\":\"Sign Up\",\"properties\":{\"User_Id\":\"u1\"},");
    }

    @Test
    void aNullMessageAndAnArrayNameNoEvent() {
        AppenderConfig config = config().option("eventFromMessage", "true").option("defaultUserId", "u1");
        try (Log4j2System logging = Log4j2System.start(config)) {
            logging.logger().info((String) null);
            logging.logger().info((Object) null);
            logging.logger().info(new ObjectArrayMessage("bob", "10.0.0.1"));
            logging.logger().info("Sign Up");
        }
        assertThat(theEvent().field("user_id")).contains("u1");
    }

    @Test
    void withoutAKeyBehindAnAsynchronousAppenderTheApplicationStarts() {
        try (Log4j2System logging = Log4j2System.start(
                AppenderConfig.bare().option("host", server.host()).with(Trait.ASYNC))) {
            logging.log(SIGN_UP);
            assertThat(logging.warnings()).singleElement().asString().contains("apiKey");
            assertThat(logging.errors()).isEmpty();
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void anUnresolvedKeyIsNoKey() {
        try (Log4j2System logging = Log4j2System.start(config().option("apiKey", "${env:NO_SUCH_VARIABLE}"))) {
            logging.log(SIGN_UP);
            assertThat(logging.warnings()).singleElement().asString().contains("apiKey");
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void elementsThatLog4j2SwallowsAreWarnedAbout() {
        String xml = Log4j2Xml.write(config())
                .replace("</Trubrics>", "<Property name=\"app\" value=\"shop\"/><PatternLayout/></Trubrics>");
        try (Log4j2System logging = Log4j2System.start(xml)) {
            logging.log(SIGN_UP);
            assertThat(logging.warnings())
                    .satisfiesExactly(
                            first -> assertThat(first).contains("<Property>", "<StaticProperty>"),
                            second -> assertThat(second).contains("layout"));
        }
        assertThat(theEvent().property("app")).isNull();
    }

    /** Log4j2 has an element of that name; left to it, the option would be lost and every logger could send. */
    @Test
    void theLoggersMayBeWrittenAsAnElement() {
        String xml = Log4j2Xml.write(config()).replace("</Trubrics>", "<loggers>org.other</loggers></Trubrics>");
        try (Log4j2System logging = Log4j2System.start(xml)) {
            logging.log(SIGN_UP);
            logging.log(SIGN_UP.from("org.other.Shop"));
            assertThat(logging.errors()).isEmpty();
        }
        assertThat(server.events()).hasSize(1);
    }

    @Test
    void aNamelessAppenderCanBeReferredToByItsElement() {
        String xml = Log4j2Xml.write(config())
                .replace(" name=\"TRUBRICS\"", "")
                .replace("ref=\"TRUBRICS\"", "ref=\"Trubrics\"");
        try (Log4j2System logging = Log4j2System.start(xml)) {
            logging.log(SIGN_UP);
            assertThat(logging.errors()).isEmpty();
        }
        assertThat(server.events()).hasSize(1);
    }

    @Test
    void loggingAfterItsEndThrowsNothingAndIsWarnedAboutOnce() {
        String xml = Log4j2Xml.write(config()).replace(" name=", " ignoreExceptions=\"false\" name=");
        try (Log4j2System logging = Log4j2System.start(xml)) {
            logging.appender().stop();
            assertThatCode(() -> {
                        logging.log(SIGN_UP);
                        logging.log(SIGN_UP);
                    })
                    .doesNotThrowAnyException();
            await().until(() -> complaints(logging) > 0);
            assertThat(complaints(logging)).isOne();
            assertThat(logging.errors()).isEmpty();
        }
        assertThat(server.events()).isEmpty();
    }

    private static long complaints(Log4j2System logging) {
        return logging.warnings().stream()
                .filter(warning -> warning.contains("non-started"))
                .count();
    }

    @Test
    void itCanStopTwiceAndStartAgain() {
        try (Log4j2System logging = Log4j2System.start(config())) {
            TrubricsAppender appender = logging.appender();
            appender.start();
            logging.log(SIGN_UP.field("n", 1));
            appender.stop();
            appender.stop();
            appender.start();
            logging.log(SIGN_UP.field("n", 2));
        }
        assertThat(server.events().stream().map(event -> event.property("n"))).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void removedFromTheConfigurationItHoldsNobodyAndLosesNothing() {
        server.answerAlways(Answer.never());
        try (Log4j2System logging = Log4j2System.start(config())) {
            logging.log(SIGN_UP);
            long begin = System.nanoTime();
            ((AbstractConfiguration) logging.context().getConfiguration()).removeAppender(Log4j2Xml.APPENDER);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            server.awaitRequests(1);
            server.recover();
            server.awaitEvents(1);
        }
        theEvent();
    }

    @Test
    void aProgramCanBuildIt() {
        TrubricsAppender appender = TrubricsAppender.newBuilder()
                .setName("BUILT")
                .setOption(Option.API_KEY, "test-key")
                .setOption(Option.HOST, server.host())
                .addStaticProperty("app", "shop")
                .build();
        appender.append(signUp());
        appender.start();
        appender.append(signUp());
        appender.stop();
        assertThat(TrubricsClient.flushAll(Duration.ofSeconds(20))).isTrue();

        assertThat(theEvent().property("app")).isEqualTo("shop");
        assertThat(appender.getName()).isEqualTo("BUILT");
        assertThat(appender.requiresLocation()).isFalse();
        assertThat(appender.toString()).doesNotContain("test-key");
    }

    @Test
    void aBuilderThatWasToldNothingBuildsAnAppenderThatTakesNothing() {
        try (StatusRecorder statuses = StatusRecorder.at(Level.WARN)) {
            TrubricsAppender appender = TrubricsAppender.newBuilder()
                    .setLayout(PatternLayout.createDefaultLayout())
                    .build();
            appender.start();
            appender.append(signUp());
            appender.stop();
            assertThat(appender.getName()).isEqualTo("Trubrics");
            assertThat(statuses.messages(Level.WARN)).hasSize(2);
            assertThat(statuses.messages(Level.ERROR)).isEmpty();
        }
    }

    private static LogEvent signUp() {
        return Log4jLogEvent.newBuilder()
                .setLoggerName("com.acme")
                .setLevel(Level.INFO)
                .setMessage(new StringMapMessage().with("event", "Sign Up").with("user_id", "u1"))
                .build();
    }

    private AppenderConfig config() {
        return AppenderConfig.to(server).option("shutdownTimeout", "1 min");
    }

    private RecordedEvent theEvent() {
        List<RecordedEvent> events = server.events();
        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(event.field("event")).isEqualTo("Sign Up"));
        return events.get(0);
    }
}

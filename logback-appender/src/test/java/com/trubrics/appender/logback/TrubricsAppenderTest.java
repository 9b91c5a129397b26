package com.trubrics.appender.logback;

import static com.trubrics.appender.testkit.LogLine.line;
import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.filter.Filter;
import com.trubrics.appender.Option;
import com.trubrics.appender.TrubricsClient;
import com.trubrics.appender.testkit.Answer;
import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.AppenderConfig.Trait;
import com.trubrics.appender.testkit.LogLine;
import com.trubrics.appender.testkit.RecordingServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** The appender's life within a Logback context: what the contract, which knows no framework, cannot ask. */
@Tag("version-matrix")
class TrubricsAppenderTest {
    private final RecordingServer server = RecordingServer.start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void detachedAndStoppedWithAllOthersItHoldsNobodyAndLosesNothing() {
        server.answerAlways(Answer.never());
        try (LogbackSystem logback = LogbackSystem.start(config().option("shutdownTimeout", "1 min"))) {
            logback.log(event(1));
            long begin = System.nanoTime();
            logback.context().getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAndStopAllAppenders();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            server.awaitRequests(1);
            server.recover();
            server.awaitEvents(1);
        }
        assertThat(ids()).containsExactly("1");
    }

    @Test
    void oneInstanceStartsStopsAndStartsAgain() {
        try (LogbackSystem logback = LogbackSystem.start(config())) {
            for (int id = 1; id <= 3; id++) {
                logback.log(event(id));
                logback.appender().stop();
                logback.appender().start();
            }
            logback.log(event(4));
        }
        assertThat(ids()).containsExactlyInAnyOrder("1", "2", "3", "4");
    }

    @Test
    void startedTwiceAndStoppedTwiceItDoesEachOnce() {
        try (LogbackSystem logback = LogbackSystem.start(config())) {
            logback.appender().start();
            logback.log(event(1));
            logback.appender().stop();
            logback.appender().stop();
        }
        assertThat(ids()).containsExactly("1");
    }

    @Test
    void attachedToSeveralLoggersItIsStoppedForEachAndDeliversOnce() {
        try (LogbackSystem logback = LogbackSystem.start(config())) {
            TrubricsAppender appender = logback.appender();
            for (String name : List.of("first", "second")) {
                Logger logger = logback.context().getLogger(name);
                logger.setAdditive(false);
                logger.addAppender(appender);
            }
            logback.log(event(1));
            logback.log(event(2).from("first"));
            logback.log(event(3).from("second"));
        }
        assertThat(ids()).containsExactly("1", "2", "3");
    }

    @Test
    void stoppedByAnInterruptedThreadItStillDeliversAndKeepsTheFlag() {
        try (LogbackSystem logback = LogbackSystem.start(config())) {
            logback.log(event(1));
            Thread.currentThread().interrupt();
            logback.appender().stop();
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(ids()).containsExactly("1");
    }

    @Test
    void stoppedByAnAsyncAppenderAloneItDelivers() {
        try (LogbackSystem logback = LogbackSystem.start(config().with(Trait.ASYNC))) {
            logback.log(event(1));
            Logger root = logback.context().getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            ((AsyncAppender) root.getAppender("ASYNC")).stop();
            server.awaitEvents(1);
        }
        assertThat(ids()).containsExactly("1");
    }

    @Test
    void neverStartedItStopsAndTakesNothing() {
        TrubricsAppender appender = new TrubricsAppender();
        appender.setContext(new LoggerContext());
        appender.stop();
        appender.append(new LoggingEvent());
        assertThat(appender.isStarted()).isFalse();
    }

    @Test
    void builtInCodeItNeedsNoXml() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(MDC.getMDCAdapter());
        StaticProperty app = new StaticProperty();
        app.setName("app");
        app.setValue("shop");
        TrubricsAppender appender = new TrubricsAppender();
        appender.setContext(context);
        appender.setHost(server.host());
        appender.setApiKey("test-key");
        appender.setDefaultUserId("u1");
        appender.setEventFromMessage("true");
        appender.addStaticProperty(app);
        appender.start();

        appender.doAppend(new LoggingEvent("caller", context.getLogger("shop"), Level.INFO, "Opened", null, null));
        appender.stop();
        awaitDelivery();

        assertThat(server.events()).singleElement().satisfies(event -> {
            assertThat(event.field("event")).isEqualTo("Opened");
            assertThat(event.property("app")).isEqualTo("shop");
        });
    }

    @Test
    void withoutAnyContextItStillDelivers() {
        TrubricsAppender appender = new TrubricsAppender();
        appender.setHost(server.host());
        appender.setApiKey("test-key");
        appender.setDefaultUserId("u1");
        appender.setEventFromMessage("true");
        appender.start();
        LoggingEvent call = new LoggingEvent();
        call.setMessage("Opened");
        call.setLoggerName("shop");
        call.setLevel(Level.INFO);
        call.setTimeStamp(System.currentTimeMillis());
        call.setMDCPropertyMap(Map.of());
        appender.doAppend(call);
        appender.stop();
        awaitDelivery();
        assertThat(server.events()).hasSize(1);
    }

    @Test
    void anEmptyElementNeverReachesTheAppenderSoABlankIsWrittenAsAnEmptyDefault() {
        String empty = LogbackXml.write(config().option("textKey", "written")).replace("written", "");
        try (LogbackSystem logback = LogbackSystem.start(empty)) {
            assertThat(logback.appender().values().get(Option.TEXT_KEY)).isNull();
        }
        String blank = LogbackXml.write(config().option("textKey", "${none:-}"));
        try (LogbackSystem logback = LogbackSystem.start(blank)) {
            assertThat(logback.appender().values().get(Option.TEXT_KEY)).isEmpty();
        }
    }

    @Test
    void aMistypedOptionIsAWarningOfLogbackAndTheRestWorks() {
        try (LogbackSystem logback = LogbackSystem.start(config().option("flushIntervall", "1 s"))) {
            logback.log(event(1));
            assertThat(logback.warnings()).anyMatch(warning -> warning.contains("flushIntervall"));
            assertThat(logback.errors()).isEmpty();
        }
        assertThat(ids()).containsExactly("1");
    }

    @Test
    void aMistakeOfAnEarlierConfigurationIsForgotten() {
        AppenderConfig misspelt = config().option("exclude_mdc", "secret");
        try (LogbackSystem logback = LogbackSystem.start(misspelt)) {
            logback.log(event(1));
            logback.reconfigure(LogbackXml.write(config().option("excludeMdc", "secret")));
            logback.log(event(2));
            logback.reconfigure(LogbackXml.write(config().element("<excludeMdc value='secret'/>")));
            logback.log(event(3));
            logback.reconfigure(LogbackXml.write(config()));
            logback.log(event(4));
        }
        assertThat(ids()).containsExactlyInAnyOrder("2", "4");
    }

    @Test
    void aMistakeOfAnotherAppenderCostsThisOneNothing() {
        String other = "<appender name=\"OTHER\" class=\"" + TrubricsAppender.class.getName() + "\"><host>"
                + server.host() + "</host><apiKey>other</apiKey><exclude_mdc>a</exclude_mdc><loggers/></appender>";
        String xml = LogbackXml.write(config())
                .replace("<appender name=\"TRUBRICS\"", other + "<appender name=\"TRUBRICS\"")
                .replace(
                        "<appender-ref ref=\"TRUBRICS\"/>",
                        "<appender-ref ref=\"OTHER\"/><appender-ref ref=\"TRUBRICS\"/>");
        try (LogbackSystem logback = LogbackSystem.start(xml)) {
            logback.log(event(1));
        }
        assertThat(ids()).containsExactly("1");
    }

    @Test
    void anAppenderWhoseNameHoldsAPlaceholderIsJudgedByItsClass() {
        String xml = LogbackXml.write(config().element("<loggers/>"))
                .replace("<configuration>", "<configuration><property name=\"n\" value=\"TRUBRICS\"/>")
                .replace("name=\"TRUBRICS\"", "name=\"${n}\"");
        try (LogbackSystem logback = LogbackSystem.start(xml)) {
            logback.log(event(1));
        }
        assertThat(ids()).isEmpty();
    }

    @Test
    void aRuleWhoseTextLogbackShortensFailsClosed() {
        String rule = "<eventRule><logger>com.acme</logger><event>E</event><message>{user_id}</message>"
                + "<when>user_id=*|x:-y, level=ERROR</when></eventRule>";
        try (LogbackSystem logback =
                LogbackSystem.start(config().option("reportTo", "status").element(rule))) {
            logback.log(LogLine.info("u1"));
            await().until(() -> !logback.warnings().isEmpty());
            assertThat(logback.warnings())
                    .anyMatch(warning -> warning.contains("'eventRule/when'")
                            && warning.contains("write \\x3A- or \\x7D there")
                            && warning.contains("no events will be sent"));
        }
        assertThat(ids()).isEmpty();
    }

    @Test
    void anOptionOfARuleWithoutTextOfItsOwnKeepsEverythingBack() {
        for (String option : List.of("<when value='user_id=u'/>", "<fields/>", "<level><item>INFO</item></level>")) {
            String rule = "<eventRule><logger>com.acme</logger><event>E</event><message>{user_id}</message>" + option
                    + "</eventRule>";
            try (LogbackSystem logback =
                    LogbackSystem.start(config().option("reportTo", "status").element(rule))) {
                logback.log(event(1));
            }
        }
        assertThat(ids()).isEmpty();
    }

    @Test
    void whatTheAppenderCannotReadKeepsEverythingBack() {
        for (String element : List.of(
                "<param name='exclude_mdc' value='secret'/>",
                "<include file='privacy.xml'/>",
                "<options><excludeMdc>secret</excludeMdc></options>",
                "<property name='excludeMdc' value='secret'/>")) {
            try (LogbackSystem logback =
                    LogbackSystem.start(config().option("includeMdc", "*").element(element))) {
                logback.log(event(1));
            }
        }
        assertThat(ids()).isEmpty();
    }

    @Test
    void aVariableInsideTheAppenderMayHaveTheNameOfTheOptionThatUsesIt() {
        String variable = "<property name='loggers' value='" + line().logger() + "'/>";
        try (LogbackSystem logback =
                LogbackSystem.start(config().element(variable).element("<loggers>${loggers}</loggers>"))) {
            logback.log(event(1));
        }
        assertThat(ids()).containsExactly("1");
    }

    @Test
    void aVariableInsideTheAppenderMayHaveTheNameOfAnOptionAndServeAnotherPurpose() {
        String variable = "<property name='loggers' value='com.other'/>"
                + "<staticProperty><name>loggers</name><value>${loggers:-none}</value></staticProperty>";
        try (LogbackSystem logback = LogbackSystem.start(config().element(variable))) {
            logback.log(event(1));
        }
        assertThat(ids()).containsExactly("1");
    }

    @Test
    void aWarningSaysThatNothingIsSentWhateverElseIsNotPassedOn() {
        String options = "<excludeMdc value='secret'/><flushInterval value='5 s'/>";
        try (LogbackSystem logback =
                LogbackSystem.start(config().option("reportTo", "status").element(options))) {
            logback.log(event(1));
            await().until(() -> logback.warnings().size() == 2);
            assertThat(logback.warnings())
                    .anyMatch(warning -> warning.contains("'excludeMdc'") && warning.contains("no events will be sent"))
                    .anyMatch(warning -> warning.contains("'flushInterval'") && warning.contains("it is ignored"));
        }
        assertThat(ids()).isEmpty();
    }

    @Test
    void afterAReconfigurationItsOwnMistakesAreReportedToo() {
        AppenderConfig config = config().option("reportTo", "status");
        try (LogbackSystem logback = LogbackSystem.start(config.element("<excludeMdc value='secret'/>"))) {
            logback.log(event(1));
            await().until(() -> logback.warnings().stream().anyMatch(warning -> warning.contains("'excludeMdc'")));
            logback.reconfigure(LogbackXml.write(config.element("<loggers value='com.acme'/>")));
            logback.log(event(2));
            await().until(() -> logback.warnings().stream().anyMatch(warning -> warning.contains("'loggers'")));
        }
        assertThat(ids()).isEmpty();
    }

    @Test
    void anElementWithoutTextInASiftingAppenderKeepsEverythingBack() {
        for (String option : List.of("", "<loggers value='com.acme'/>")) {
            String xml = LogbackXml.write(config().element(option))
                    .replace("<appender name=\"TRUBRICS\"", """
                            <appender name="SIFT" class="ch.qos.logback.classic.sift.SiftingAppender">
                              <discriminator><key>tenant</key><defaultValue>none</defaultValue></discriminator>
                              <sift><appender name="TRUBRICS-${tenant}"
                            """)
                    .replaceFirst("(?s)(TRUBRICS-.*?</appender>)", "$1</sift></appender>")
                    .replace("ref=\"TRUBRICS\"", "ref=\"SIFT\"");
            try (LogbackSystem logback = LogbackSystem.start(xml)) {
                logback.log(event(option.length()));
            }
        }
        assertThat(ids()).containsExactly("0");
    }

    @Test
    void anOptionOfARuleInTheWrongCaseIsUnknownAndItsRuleIsNotApplied() {
        String rule = "<eventRule><logger>com.acme</logger><event>E</event><fields>user_id='u'</fields>"
                + "<WHEN>level=ERROR</WHEN></eventRule>";
        try (LogbackSystem logback = LogbackSystem.start(config().element(rule))) {
            logback.log(LogLine.info("x"));
            assertThat(logback.warnings())
                    .anyMatch(warning -> warning.contains("Event rule 1 ('E')")
                            && warning.contains("unknown option 'WHEN' (did you mean 'when'?)"));
        }
        assertThat(server.events()).isEmpty();
    }

    @Test
    void aStaticPropertyWithoutNameIsLeftOutWithAWarning() {
        String xml = LogbackXml.write(config().staticProperty("app", "shop")).replace("<name>app</name>", "");
        try (LogbackSystem logback = LogbackSystem.start(xml)) {
            logback.log(event(1));
            assertThat(logback.warnings()).anyMatch(warning -> warning.contains("staticProperty"));
        }
        assertThat(server.events())
                .singleElement()
                .satisfies(event -> assertThat(event.property("app")).isNull());
    }

    /** An appender that stops alone does not. */
    private static void awaitDelivery() {
        assertThat(TrubricsClient.flushAll(Duration.ofSeconds(20))).isTrue();
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

    /** An appender of the application, which any code may stand behind. */
    private static final class Hostile extends AppenderBase<ILoggingEvent> {
        @Override
        public List<Filter<ILoggingEvent>> getCopyOfAttachedFiltersList() {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void append(ILoggingEvent event) {}
    }

    @Test
    void anAppenderBesideThatThrowsWhenItIsAskedKeepsNothingFromStarting() {
        LoggerContext context = new LoggerContext();
        TrubricsAppender appender = new TrubricsAppender();
        appender.setContext(context);
        appender.setName("TRUBRICS");
        appender.setDryRun("true");
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(new Hostile());
        root.addAppender(appender);

        assertThatCode(context::start).doesNotThrowAnyException();
        context.stop();
    }
}

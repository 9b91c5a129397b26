package com.trubrics.appender.log4j2;

import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.spi.ReportTo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.System.Logger;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("version-matrix")
@SuppressWarnings("try")
class StatusDiagnosticsTest {
    private static final String LINE = "Trubrics appender 'TRUBRICS': the server is away";

    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final StatusDiagnostics diagnostics = new StatusDiagnostics("TRUBRICS", ReportTo.AUTO);

    @BeforeEach
    void watchStandardError() {
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveStandardErrorBack() {
        System.setErr(standardError);
    }

    @Test
    void aWarningIsAStatus() {
        try (StatusRecorder statuses = StatusRecorder.at(Level.WARN)) {
            diagnostics.report(Logger.Level.WARNING, "the server is away", null);
            assertThat(statuses.messages(Level.WARN)).containsExactly(LINE);
        }
    }

    @Test
    void aStatusListenerSeesItAndNothingIsPrintedTwice() {
        try (StatusRecorder ignored = StatusRecorder.at(Level.WARN)) {
            diagnostics.report(Logger.Level.WARNING, "the server is away", null);
        }
        assertThat(printed()).isEmpty();
    }

    @Test
    void aWarningThatNobodyListensToIsALineOnStandardError() {
        diagnostics.report(Logger.Level.WARNING, "the server is away", null);
        await().untilAsserted(() -> assertThat(printed()).isEqualTo("WARN " + LINE + "\n"));
    }

    @Test
    void aListenerForErrorsOnlyDoesNotSwallowIt() {
        try (StatusRecorder ignored = StatusRecorder.at(Level.ERROR)) {
            diagnostics.report(Logger.Level.WARNING, "the server is away", null);
        }
        await().untilAsserted(() -> assertThat(printed()).isEqualTo("WARN " + LINE + "\n"));
    }

    @Test
    void aCauseIsPrintedOnTheSameLine() {
        diagnostics.report(Logger.Level.WARNING, "the server is away", new IOException("two\nlines"));
        await().untilAsserted(
                        () -> assertThat(printed()).isEqualTo("WARN " + LINE + " (java.io.IOException: two lines)\n"));
    }

    @Test
    void anInfoIsAStatusOnly() {
        try (StatusRecorder statuses = StatusRecorder.at(Level.INFO)) {
            diagnostics.report(Logger.Level.INFO, "the server is away", null);
            assertThat(statuses.messages(Level.INFO)).containsExactly(LINE);
        }
        diagnostics.report(Logger.Level.INFO, "the server is away", null);
        assertThat(printed()).isEmpty();
    }

    @Test
    void reportToStatusPrintsNothing() {
        new StatusDiagnostics("TRUBRICS", ReportTo.STATUS).report(Logger.Level.WARNING, "the server is away", null);
        assertThat(printed()).isEmpty();
    }

    @Test
    void reportToStandardErrorPrintsEverythingThereAndNothingElse() {
        StatusDiagnostics toStandardError = new StatusDiagnostics("TRUBRICS", ReportTo.STDERR);
        try (StatusRecorder statuses = StatusRecorder.at(Level.INFO)) {
            toStandardError.report(Logger.Level.WARNING, "the server is away", null);
            toStandardError.report(Logger.Level.INFO, "the server is back", null);
            assertThat(statuses.printed()).isEmpty();
        }
        await().untilAsserted(() -> assertThat(printed()).isEqualTo("""
                WARN Trubrics appender 'TRUBRICS': the server is away
                INFO Trubrics appender 'TRUBRICS': the server is back
                """));
    }

    @Test
    void nothingIsEverAnErrorStatus() {
        try (StatusRecorder statuses = StatusRecorder.at(Level.WARN)) {
            diagnostics.report(Logger.Level.ERROR, "worse", new IllegalStateException());
            assertThat(statuses.messages(Level.ERROR)).isEmpty();
            assertThat(statuses.messages(Level.WARN)).hasSize(1);
        }
    }

    @Test
    void bracesAreText() {
        try (StatusRecorder statuses = StatusRecorder.at(Level.WARN)) {
            diagnostics.report(Logger.Level.WARNING, "value '{}' and '${env:X}'", null);
            assertThat(statuses.messages(Level.WARN)).singleElement().asString().endsWith("value '{}' and '${env:X}'");
        }
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void reportToLogUsesTheApplicationsLoggingOnceTheAppenderHasStarted() {
        StringWriter lines = new StringWriter();
        try (LoggerContext context = new LoggerContext("reporting")) {
            context.start(new DefaultConfiguration());
            WriterAppender appender = WriterAppender.newBuilder()
                    .setName("LINES")
                    .setTarget(lines)
                    .setLayout(pattern("%c %p %m, %ex{short.message}%n"))
                    .build();
            appender.start();
            context.getConfiguration().getRootLogger().setLevel(Level.INFO);
            context.getConfiguration().getRootLogger().addAppender(appender, null, null);
            context.updateLoggers();
            boolean[] started = {false};
            StatusDiagnostics toLog =
                    new StatusDiagnostics("TRUBRICS", ReportTo.LOG, () -> started[0] ? context : null);

            toLog.report(Logger.Level.WARNING, "not yet", null);
            started[0] = true;
            toLog.report(Logger.Level.WARNING, "the server is away", new IOException("gone"));
        }
        assertThat(lines.toString().strip()).isEqualTo("com.trubrics WARN " + LINE + ", gone");
        await().untilAsserted(() -> assertThat(printed()).isEqualTo("WARN Trubrics appender 'TRUBRICS': not yet\n"));
    }

    @SuppressWarnings("deprecation") // its successor is not in 2.20
    private static PatternLayout pattern(String pattern) {
        return PatternLayout.newBuilder().withPattern(pattern).build();
    }
}

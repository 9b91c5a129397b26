package com.trubrics.appender.logback;

import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.status.NopStatusListener;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListenerAsList;
import com.trubrics.appender.spi.ReportTo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("version-matrix")
class StatusDiagnosticsTest {
    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final LoggerContext context = new LoggerContext();
    private final TrubricsAppender appender = new TrubricsAppender();
    private final StatusDiagnostics diagnostics = new StatusDiagnostics(appender, ReportTo.AUTO);

    @BeforeEach
    void nameTheAppenderAndWatchStandardError() {
        appender.setContext(context);
        appender.setName("TRUBRICS");
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveStandardErrorBack() {
        System.setErr(standardError);
    }

    @Test
    void aWarningIsAStatusOfTheAppenderAndALineOnStandardErrorWhereNobodyListens() {
        diagnostics.report(Level.WARNING, "the server is away", null);

        assertThat(statuses()).singleElement().satisfies(status -> {
            assertThat(status.getLevel()).isEqualTo(Status.WARN);
            assertThat(status.getMessage()).isEqualTo("the server is away");
            assertThat(status.getOrigin()).isSameAs(appender);
        });
        await().untilAsserted(() ->
                assertThat(printed()).isEqualTo("WARN Trubrics appender 'TRUBRICS': the server is away\n"));
    }

    @Test
    void aCauseIsPrintedOnTheSameLine() {
        diagnostics.report(Level.WARNING, "the server is away", new IOException("two\nlines"));

        await().untilAsserted(() -> assertThat(printed())
                .isEqualTo("WARN Trubrics appender 'TRUBRICS': the server is away (java.io.IOException: two lines)\n"));
        assertThat(statuses()).singleElement().extracting(Status::getThrowable).isInstanceOf(IOException.class);
    }

    @Test
    void aStatusListenerSeesItAndNothingIsPrintedTwice() {
        context.getStatusManager().add(new NopStatusListener());
        context.getStatusManager().add(new StatusListenerAsList());
        diagnostics.report(Level.WARNING, "the server is away", null);

        assertThat(statuses()).isNotEmpty();
        assertThat(printed()).isEmpty();
    }

    @Test
    void aSilentStatusListenerShowsItToNobody() {
        context.getStatusManager().add(new NopStatusListener());
        diagnostics.report(Level.WARNING, "the server is away", null);

        await().untilAsserted(() ->
                assertThat(printed()).isEqualTo("WARN Trubrics appender 'TRUBRICS': the server is away\n"));
    }

    @Test
    void reportToStatusPrintsNothing() {
        new StatusDiagnostics(appender, ReportTo.STATUS).report(Level.WARNING, "the server is away", null);

        assertThat(statuses()).hasSize(1);
        assertThat(printed()).isEmpty();
    }

    @Test
    void reportToStandardErrorPrintsEverythingThereAndNothingElse() {
        context.getStatusManager().add(new StatusListenerAsList());
        StatusDiagnostics toStandardError = new StatusDiagnostics(appender, ReportTo.STDERR);
        toStandardError.report(Level.WARNING, "the server is away", null);
        toStandardError.report(Level.INFO, "the server is back", null);

        assertThat(statuses()).isEmpty();
        await().untilAsserted(() -> assertThat(printed()).isEqualTo("""
                WARN Trubrics appender 'TRUBRICS': the server is away
                INFO Trubrics appender 'TRUBRICS': the server is back
                """));
    }

    @Test
    void anInfoIsAStatusOnly() {
        diagnostics.report(Level.INFO, "the server is back", null);

        assertThat(statuses()).singleElement().extracting(Status::getLevel).isEqualTo(Status.INFO);
        assertThat(printed()).isEmpty();
    }

    @Test
    void nothingIsEverAnErrorStatus() {
        diagnostics.report(Level.ERROR, "worse", new IllegalStateException());
        assertThat(statuses()).extracting(Status::getLevel).containsOnly(Status.WARN);
    }

    private List<Status> statuses() {
        return context.getStatusManager().getCopyOfStatusList().stream()
                .filter(status -> status.getOrigin() == appender)
                .toList();
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void reportToLogUsesTheApplicationsLoggingOnceTheAppenderHasStarted() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.setContext(context);
        lines.start();
        context.getLogger(ch.qos.logback.classic.Logger.ROOT_LOGGER_NAME).addAppender(lines);
        StatusDiagnostics toLog = new StatusDiagnostics(appender, ReportTo.LOG);

        toLog.report(Level.WARNING, "not yet", null);
        appender.setEnabled("false");
        appender.start();
        toLog.report(Level.WARNING, "the server is away", new IOException("gone"));
        toLog.report(Level.INFO, "it is back", null);
        appender.stop();
        toLog.report(Level.WARNING, "no more", null);

        assertThat(lines.list)
                .extracting(line -> line.getLoggerName() + " " + line.getLevel() + " " + line.getFormattedMessage())
                .containsExactly(
                        "com.trubrics WARN Trubrics appender 'TRUBRICS': the server is away",
                        "com.trubrics INFO Trubrics appender 'TRUBRICS': it is back");
        assertThat(lines.list.get(0).getThrowableProxy().getMessage()).isEqualTo("gone");
        await().untilAsserted(() -> assertThat(printed().lines())
                .containsExactly(
                        "WARN Trubrics appender 'TRUBRICS': not yet", "WARN Trubrics appender 'TRUBRICS': no more"));
    }
}

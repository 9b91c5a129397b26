package com.trubrics.appender;

import com.trubrics.appender.internal.config.ConfigWarning;
import com.trubrics.appender.internal.config.Environment;
import com.trubrics.appender.internal.config.Settings;
import com.trubrics.appender.internal.config.SettingsReader;
import com.trubrics.appender.internal.delivery.PipelineHandle;
import com.trubrics.appender.internal.delivery.PipelineRegistry;
import com.trubrics.appender.spi.AsyncDiagnostics;
import com.trubrics.appender.spi.OptionValues;
import com.trubrics.appender.spi.ReportTo;
import com.trubrics.appender.spi.StandardError;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Starts a client: checks its options, opens its pipeline, and decides where it reports problems. */
final class ClientStart {

    /** The name of every client, in messages. */
    private static final String NAME = "TrubricsClient";

    /** How long to wait until warnings about the configuration are shown, even if the program ends at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private ClientStart() {}

    /**
     * Opens the client's pipeline. If the client cannot send events, reports this and returns an inactive one.
     *
     * @param filter null to use the filter that the options name, if any
     * @param diagnostics null for the usual sink
     * @throws IllegalArgumentException if an option has a bad value
     */
    static ClientPipeline start(OptionValues values, @Nullable EventFilter filter, @Nullable Diagnostics diagnostics) {
        String bad = SettingsReader.check(values).stream()
                .filter(mistake -> !mistake.isDoubt())
                .map(ConfigWarning::what)
                .collect(Collectors.joining("; "));
        if (!bad.isEmpty()) {
            throw new IllegalArgumentException(bad);
        }
        AsyncDiagnostics sink = AsyncDiagnostics.of(diagnostics == null ? usual(ReportTo.of(values)) : diagnostics);
        try {
            return open(values, filter, sink);
        } catch (Throwable e) {
            // Any cause, such as a security manager: the application continues without analytics.
            sink.report(System.Logger.Level.WARNING, "The client could not start; no events will be sent.", e);
            return ClientPipeline.inactive();
        } finally {
            sink.await(PATIENCE);
        }
    }

    private static ClientPipeline open(OptionValues values, @Nullable EventFilter filter, AsyncDiagnostics sink) {
        Settings settings = SettingsReader.read(
                values, Environment.ofProcess(), warning -> sink.report(System.Logger.Level.WARNING, warning, null));
        if (settings == null) {
            return ClientPipeline.inactive();
        }
        PipelineHandle.Owner owner = new PipelineHandle.Owner(new Object(), NAME);
        Settings used = filter == null ? settings : settings.withFilter(filter);
        return new ClientPipeline.Active(PipelineRegistry.ofTheApplication().open(used, owner, sink));
    }

    private static Diagnostics usual(ReportTo reportTo) {
        return switch (reportTo) {
            case AUTO -> ClientStart::logOrPrint;
            case STATUS, LOG -> ClientStart::log;
            case STDERR -> ClientStart::print;
        };
    }

    private static void log(System.Logger.Level level, String message, @Nullable Throwable cause) {
        System.getLogger(ReportTo.LOGGER).log(level, message, cause);
    }

    private static void print(System.Logger.Level level, String message, @Nullable Throwable cause) {
        StandardError.print(level, NAME, message, cause);
    }

    private static void logOrPrint(System.Logger.Level level, String message, @Nullable Throwable cause) {
        log(level, message, cause);
        boolean warning = level.getSeverity() >= System.Logger.Level.WARNING.getSeverity();
        if (warning && PipelineRegistry.ofTheApplication().isExiting()) {
            // The logger behind it, usually java.util.logging, drops its handlers as soon as the JVM begins to exit.
            print(level, message, cause);
        }
    }
}

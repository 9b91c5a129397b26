package com.trubrics.appender;

import com.trubrics.appender.bridge.StandardError;
import com.trubrics.appender.config.DeliverySettings.Compression;
import com.trubrics.appender.config.DeliverySettings.Overflow;
import com.trubrics.appender.config.Option;
import com.trubrics.appender.config.OptionValues;
import com.trubrics.appender.config.ReportTo;
import com.trubrics.appender.config.Settings;
import com.trubrics.appender.config.SettingsReader;
import com.trubrics.appender.delivery.AsyncDiagnostics;
import com.trubrics.appender.delivery.PipelineHandle;
import com.trubrics.appender.delivery.PipelineRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Collects the options of a {@link TrubricsClient}: the same as those of the appenders, with the same defaults, bounds
 * and warnings. Not thread-safe.
 */
public final class TrubricsClientBuilder {

    private static final String NAME = "TrubricsClient";

    /** For warnings about the configuration to be shown, even if the program ends at once. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final OptionValues values = new OptionValues();
    private @Nullable Diagnostics diagnostics;

    TrubricsClientBuilder() {}

    /** The project's API key; else system property {@code trubrics.apiKey}, else {@code TRUBRICS_API_KEY}. */
    public TrubricsClientBuilder apiKey(String key) {
        return option(Option.API_KEY, key);
    }

    /** The base URL; else system property {@code trubrics.host}, else {@code TRUBRICS_HOST}, else Trubrics. */
    public TrubricsClientBuilder host(String url) {
        return option(Option.HOST, url);
    }

    /** No waiting event gets older before it is sent; at least 1 s, by default 10 s. */
    public TrubricsClientBuilder flushInterval(Duration interval) {
        return option(Option.FLUSH_INTERVAL, interval.toString());
    }

    /** So many waiting events trigger a flush, and no request carries more; 1 to 100, by default 20. */
    public TrubricsClientBuilder flushBatchSize(int events) {
        return option(Option.FLUSH_BATCH_SIZE, Integer.toString(events));
    }

    /** Events held in memory, waiting and in flight together; by default 10,000. */
    public TrubricsClientBuilder queueCapacity(int events) {
        return option(Option.QUEUE_CAPACITY, Integer.toString(events));
    }

    /** The same bound in estimated bytes; by default 64 MB, but at most an eighth of the heap. */
    public TrubricsClientBuilder queueBytes(long bytes) {
        return option(Option.QUEUE_BYTES, Long.toString(bytes));
    }

    /** What to do with an event for which there is no room; by default the new one is dropped. */
    public TrubricsClientBuilder overflow(Overflow policy) {
        return option(Option.OVERFLOW, policy.toString());
    }

    /** How long a caller waits for room under {@link Overflow#BLOCK}; by default 1 s. */
    public TrubricsClientBuilder blockTimeout(Duration timeout) {
        return option(Option.BLOCK_TIMEOUT, timeout.toString());
    }

    /** Concurrent requests; by default 8. */
    public TrubricsClientBuilder maxInFlight(int requests) {
        return option(Option.MAX_IN_FLIGHT, Integer.toString(requests));
    }

    /** To open a connection; by default 5 s. */
    public TrubricsClientBuilder connectTimeout(Duration timeout) {
        return option(Option.CONNECT_TIMEOUT, timeout.toString());
    }

    /** For a whole attempt; by default 30 s. */
    public TrubricsClientBuilder requestTimeout(Duration timeout) {
        return option(Option.REQUEST_TIMEOUT, timeout.toString());
    }

    /** Drops an event that could not be delivered for so long, at least {@code flushInterval}; by default none. */
    public TrubricsClientBuilder maxEventAge(Duration age) {
        return option(Option.MAX_EVENT_AGE, age.toString());
    }

    /** The budget of {@link TrubricsClient#close} and of the JVM's exit; by default 5 s. */
    public TrubricsClientBuilder shutdownTimeout(Duration timeout) {
        return option(Option.SHUTDOWN_TIMEOUT, timeout.toString());
    }

    /** How bodies are compressed; by default not at all. */
    public TrubricsClientBuilder compression(Compression compression) {
        return option(Option.COMPRESSION, compression.toString());
    }

    /** Prints events on standard output instead of sending them; needs no key. */
    public TrubricsClientBuilder dryRun(boolean dryRun) {
        return option(Option.DRY_RUN, Boolean.toString(dryRun));
    }

    /** Any option of the appenders, written as in their configuration; those about log calls have no effect here. */
    public TrubricsClientBuilder option(Option option, String text) {
        values.set(option, text);
        return this;
    }

    /**
     * Where the client says what is wrong. By default, as option {@code reportTo} says: {@link System.Logger}
     * {@code com.trubrics}, and while the JVM exits standard error as well.
     */
    public TrubricsClientBuilder diagnostics(Diagnostics sink) {
        this.diagnostics = sink;
        return this;
    }

    /** Starts the client. Never throws: if the options are unusable, it logs a warning, and the client sends no events. */
    public TrubricsClient build() {
        AsyncDiagnostics sink = AsyncDiagnostics.of(diagnostics == null ? usual(ReportTo.of(values)) : diagnostics);
        try {
            PipelineHandle handle = open(sink);
            return handle == null ? TrubricsClient.inactive() : TrubricsClient.active(handle);
        } catch (Throwable e) {
            // Whatever it is, a security manager perhaps: the application goes on without its analytics.
            sink.report(System.Logger.Level.WARNING, "The client could not start, and is inactive.", e);
            return TrubricsClient.inactive();
        } finally {
            sink.await(PATIENCE);
        }
    }

    private @Nullable PipelineHandle open(AsyncDiagnostics sink) {
        Settings settings = SettingsReader.read(
                values,
                SettingsReader.Environment.ofProcess(),
                warning -> sink.report(System.Logger.Level.WARNING, warning, null));
        PipelineHandle.Owner owner = new PipelineHandle.Owner(new Object(), NAME);
        return settings == null ? null : PipelineRegistry.ofTheApplication().open(settings, owner, sink);
    }

    private static Diagnostics usual(ReportTo reportTo) {
        if (reportTo == ReportTo.AUTO) {
            return TrubricsClientBuilder::logOrPrint;
        }
        return reportTo == ReportTo.STATUS ? TrubricsClientBuilder::log : TrubricsClientBuilder::print;
    }

    private static void log(System.Logger.Level level, String message, @Nullable Throwable cause) {
        System.getLogger("com.trubrics").log(level, message, cause);
    }

    private static void print(System.Logger.Level level, String message, @Nullable Throwable cause) {
        StandardError.print(level, NAME, message, cause);
    }

    private static void logOrPrint(System.Logger.Level level, String message, @Nullable Throwable cause) {
        log(level, message, cause);
        boolean warning = level.getSeverity() >= System.Logger.Level.WARNING.getSeverity();
        if (warning && PipelineRegistry.ofTheApplication().isExiting()) {
            // java.util.logging, the usual one behind it, drops its handlers as soon as the JVM begins to exit.
            print(level, message, cause);
        }
    }
}

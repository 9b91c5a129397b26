package com.trubrics.appender.spi;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.internal.config.Environment;
import com.trubrics.appender.internal.config.Settings;
import com.trubrics.appender.internal.config.SettingsReader;
import com.trubrics.appender.internal.delivery.PipelineRegistry;
import com.trubrics.appender.internal.report.Problem;
import com.trubrics.appender.internal.report.RateLimitedDiagnostics;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An appender without its framework: it receives options and log calls, and delivers events.
 *
 * @param <E> the framework's log event
 */
public final class AppenderCore<E> {

    private final @Nullable AppenderParts<E> parts;
    private final AppenderScope scope;

    private AppenderCore(@Nullable AppenderParts<E> parts, AppenderScope scope) {
        this.parts = parts;
        this.scope = scope;
    }

    /** Returns which log calls become events. */
    public AppenderScope scope() {
        return scope;
    }

    /**
     * Reads the options and opens the pipeline to their destination. Never throws: if the options are unusable, it
     * reports why to the host's diagnostics, and it sends no events.
     */
    public static <E> AppenderCore<E> start(OptionValues options, LogCallReader<E> reader, AppenderHost host) {
        RateLimitedDiagnostics reporter = new RateLimitedDiagnostics(host.diagnostics(), System::nanoTime);
        try {
            return start(options, reader, host, reporter);
        } catch (Throwable e) {
            // An exception during the framework's configuration would also prevent all other appenders.
            reporter.reportNow(System.Logger.Level.WARNING, "The appender could not start; no events will be sent.", e);
            return inactive();
        }
    }

    private static <E> AppenderCore<E> start(
            OptionValues options, LogCallReader<E> reader, AppenderHost host, RateLimitedDiagnostics reporter) {
        Settings settings = SettingsReader.read(
                options, Environment.ofProcess(), warning -> reporter.reportNow(System.Logger.Level.WARNING, warning));
        if (settings == null) {
            return inactive();
        }
        AppenderScope scope = new AppenderScope(settings);
        return new AppenderCore<>(AppenderParts.open(settings, scope, options, reader, host), scope);
    }

    private static <E> AppenderCore<E> inactive() {
        AppenderCore<E> core = new AppenderCore<>(null, new AppenderScope(null));
        PipelineRegistry.ofTheApplication().inactiveUsers().add(core);
        return core;
    }

    /** Returns whether the options were usable. */
    public boolean isActive() {
        return parts != null;
    }

    /**
     * Called after the loggers have been configured. Warns once if log calls of some loggers cannot reach the appender, or
     * reach it twice. Never throws.
     */
    public void review() {
        if (parts != null) {
            parts.checkup().configured();
        }
    }

    /**
     * Warns about a mistake in the configuration that becomes visible only during a log call. Call it once for each mistake.
     * Never waits.
     */
    public void warnDuringCall(String message) {
        if (parts != null) {
            parts.handle().reportMistake(message);
        }
    }

    /** Handles one log call. Any thread; never throws, does no I/O, and blocks only with {@code overflow=block}. */
    public void append(E call) {
        AppenderParts<E> use = parts;
        if (use == null) {
            return;
        }
        try {
            use.append(call);
        } catch (Throwable e) {
            // An object of the framework or the user threw unexpectedly, or memory ran out. The application must not
            // notice. If memory or stack is short, not even a message is composed.
            use.handle().dropped(DropReason.INTERNAL_ERROR);
            use.handle()
                    .report(
                            Problem.INTERNAL_ERROR,
                            e instanceof VirtualMachineError
                                    ? "Memory or stack ran out during a log call, so its event is dropped."
                                    : "A log call could not be read, so its event is dropped: " + e.getClass());
        }
    }

    /**
     * Called when the appender stops because of a reconfiguration. Log calls in progress are still accepted. Remaining
     * events stay in the pipeline for the next appender, or are delivered in the background. Does not wait; idempotent.
     */
    public void release() {
        if (parts == null) {
            PipelineRegistry.ofTheApplication().inactiveUsers().remove(this);
        } else {
            parts.endObserving();
            parts.handle().release();
        }
    }

    /**
     * Called when the appender stops permanently. Later log calls are counted as {@code CLOSED}, and remaining events are
     * delivered in the background. Does not wait, because the current thread may be serving a request;
     * {@link #systemStopped} waits. Idempotent.
     */
    public void stop() {
        if (parts == null) {
            PipelineRegistry.ofTheApplication().inactiveUsers().remove(this);
        } else {
            parts.endObserving();
            parts.handle().stop();
        }
    }

    /**
     * Called when the whole logging system has stopped, after its appenders. Waits once for all pipelines that this system
     * was the last to use, for at most {@code max(shutdownTimeout, granted)}.
     */
    public static void systemStopped(Object owner, Duration granted) {
        PipelineRegistry.ofTheApplication().systemStopped(owner, granted);
    }
}

package com.trubrics.appender.spi;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.internal.config.Environment;
import com.trubrics.appender.internal.config.Settings;
import com.trubrics.appender.internal.config.SettingsReader;
import com.trubrics.appender.internal.delivery.PipelineRegistry;
import com.trubrics.appender.internal.report.Reporter;
import com.trubrics.appender.internal.report.Trouble;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One appender without its framework: options in, log calls in, events out.
 *
 * @param <E> the framework's log event
 */
public final class LogBridge<E> {

    private final @Nullable BridgeParts<E> parts;
    private final AppenderScope scope;

    private LogBridge(@Nullable BridgeParts<E> parts, AppenderScope scope) {
        this.parts = parts;
        this.scope = scope;
    }

    /** Which log calls become events here. */
    public AppenderScope scope() {
        return scope;
    }

    /**
     * Reads the options and opens the pipeline to their destination. Never throws: if the options are unusable, it
     * reports why to the host's diagnostics, and the bridge sends no events.
     */
    public static <E> LogBridge<E> start(OptionValues options, LogCallReader<E> reader, AppenderHost host) {
        Reporter reporter = new Reporter(host.diagnostics(), System::nanoTime);
        try {
            return start(options, reader, host, reporter);
        } catch (Throwable e) {
            // Whatever it is: thrown into a framework that configures itself, it would cost all other appenders.
            reporter.tell(System.Logger.Level.WARNING, "The appender could not start, and is inactive.", e);
            return inactive();
        }
    }

    private static <E> LogBridge<E> start(
            OptionValues options, LogCallReader<E> reader, AppenderHost host, Reporter reporter) {
        Settings settings = SettingsReader.read(
                options, Environment.ofProcess(), warning -> reporter.tell(System.Logger.Level.WARNING, warning));
        if (settings == null) {
            return inactive();
        }
        AppenderScope scope = new AppenderScope(settings);
        return new LogBridge<>(BridgeParts.open(settings, scope, options, reader, host), scope);
    }

    private static <E> LogBridge<E> inactive() {
        LogBridge<E> bridge = new LogBridge<>(null, new AppenderScope(null));
        PipelineRegistry.ofTheApplication().inactiveUsers().add(bridge);
        return bridge;
    }

    /** Whether the options were usable. */
    public boolean isActive() {
        return parts != null;
    }

    /**
     * The loggers have been configured: warns, once in its life, if log calls of some of them cannot reach the appender,
     * or reach it twice. Only while configuring; never throws.
     */
    public void review() {
        if (parts != null) {
            parts.checkup().configured();
        }
    }

    /** Warns of a mistake in the configuration that shows only now, while a log call is made. Never waits. */
    public void warnDuringCall(String message) {
        if (parts != null) {
            parts.handle().note(Trouble.CONFIGURATION, message);
        }
    }

    /** Takes one log call. Any thread; never throws, does no I/O, and blocks only under {@code overflow=block}. */
    public void append(E call) {
        BridgeParts<E> use = parts;
        if (use == null) {
            return;
        }
        try {
            Event event = use.map(call);
            if (event != null) {
                use.handle().offer(event, use.mapper().threadName(call));
            }
        } catch (Throwable e) {
            // A framework's or a user's object threw where nothing may, or memory ran out; the application must not see
            // it. Where memory or stack is short, not even a message is composed.
            use.handle().dropped(DropReason.INTERNAL_ERROR);
            use.handle()
                    .note(
                            Trouble.INTERNAL_ERROR,
                            e instanceof VirtualMachineError
                                    ? "Memory or stack ran out for a log call, which is dropped."
                                    : "A log call could not be read and is dropped: " + e.getClass());
        }
    }

    /**
     * The appender stops because the configuration is exchanged. Log calls under way are still accepted; what is left goes
     * on with the next appender, or is delivered in the background. Does not wait; idempotent.
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
     * The appender stops for good. Later log calls are counted as {@code CLOSED}; what is left is delivered in the
     * background. Does not wait, since this may be a thread that serves a request; {@link #systemStopped} does.
     * Idempotent.
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
     * The logging system as a whole stops, after its appenders: waits for the pipelines that it was the last to use, once
     * for all of them, at most {@code max(shutdownTimeout, granted)}.
     */
    public static void systemStopped(Object owner, Duration granted) {
        PipelineRegistry.ofTheApplication().systemStopped(owner, granted);
    }
}

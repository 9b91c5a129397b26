package com.trubrics.appender.spi;

import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.internal.config.Environment;
import com.trubrics.appender.internal.config.Settings;
import com.trubrics.appender.internal.config.Settings.Explain;
import com.trubrics.appender.internal.config.SettingsReader;
import com.trubrics.appender.internal.delivery.PipelineHandle;
import com.trubrics.appender.internal.delivery.PipelineRegistry;
import com.trubrics.appender.internal.discover.Discovery;
import com.trubrics.appender.internal.mapping.EventLimits;
import com.trubrics.appender.internal.mapping.EventMapper;
import com.trubrics.appender.internal.mapping.Explainer;
import com.trubrics.appender.internal.mapping.MappingReport;
import com.trubrics.appender.internal.queue.RuleCounters;
import com.trubrics.appender.internal.report.Reporter;
import com.trubrics.appender.internal.report.Trouble;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One appender without its framework: options in, log calls in, events out.
 *
 * @param <E> the framework's log event
 */
public final class LogBridge<E> {

    /**
     * Who runs the bridge.
     *
     * @param owner the logging system (a LoggerContext): what is stopped as a whole
     * @param name the appender's name
     * @param diagnostics where to say what is wrong
     * @param loggers returns all loggers as they are configured when it is called, on any thread; none if they are unknown
     */
    public record Host(
            Object owner, String name, Diagnostics diagnostics, Supplier<? extends Collection<LoggerSetup>> loggers) {}

    /** What a bridge with usable options works with. */
    private record Parts<E>(
            EventMapper<E> mapper,
            @Nullable Explainer<E> explainer,
            @Nullable Discovery<E> discovery,
            PipelineHandle handle,
            MappingReport report,
            SetupCheckup checkup) {

        @Nullable
        Event map(E call) {
            return discovery == null ? map(call, report) : discovery.map(call, report, this::map);
        }

        private @Nullable Event map(E call, MappingReport to) {
            return explainer == null ? mapper.map(call, to) : explainer.map(call, to);
        }

        void endObserving() {
            checkup.end();
            if (discovery != null) {
                discovery.stop();
            }
        }
    }

    private final @Nullable Parts<E> parts;
    private final AppenderScope scope;

    private LogBridge(@Nullable Parts<E> parts, AppenderScope scope) {
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
    public static <E> LogBridge<E> start(OptionValues options, LogCallReader<E> reader, Host host) {
        Reporter reporter = new Reporter(host.diagnostics(), System::nanoTime);
        try {
            return start(options, reader, host, reporter);
        } catch (Throwable e) {
            // Whatever it is: thrown into a framework that configures itself, it would cost all other appenders.
            reporter.tell(System.Logger.Level.WARNING, "The appender could not start, and is inactive.", e);
            return inactive();
        }
    }

    private static <E> LogBridge<E> start(OptionValues options, LogCallReader<E> reader, Host host, Reporter reporter) {
        Settings settings = SettingsReader.read(
                options, Environment.ofProcess(), warning -> reporter.tell(System.Logger.Level.WARNING, warning));
        if (settings == null) {
            return inactive();
        }
        PipelineHandle handle = PipelineRegistry.ofTheApplication()
                .open(settings, new PipelineHandle.Owner(host.owner(), host.name()), host.diagnostics());
        EventLimits limits = new EventLimits(settings.delivery().batching().maxEventBytes(), handle.trimming());
        EventMapper<E> mapper = new EventMapper<>(settings.mapping(), limits, reader);
        RuleCounters counters = countersOf(settings, handle);
        AppenderScope scope = new AppenderScope(settings);
        SetupCheckup checkup = SetupCheckup.begin(
                new SetupCheckup.Rules(settings.mapping().rules(), counters::count),
                new SetupCheckup.Surroundings(scope, host.name(), host.loggers()),
                reporter);
        boolean delivers = settings.capture() == null; // where events are captured there is no delivery thread
        if (delivers && !settings.mapping().rules().isEmpty()) {
            handle.add(checkup);
        }
        if (delivers) {
            Rehearsal.once(settings, limits, reader);
        }
        Explainer<E> explainer = explainer(options, settings, mapper, reader, host);
        Discovery.Appender watched =
                new Discovery.Appender(host.name(), options, warning -> handle.note(Trouble.CONFIGURATION, warning));
        Discovery<E> discovery = delivers && settings.discover()
                ? new Discovery<>(settings.destination().host(), mapper, reader, watched)
                : null;
        MappingReport report = new HandleReport(handle, counters);
        return new LogBridge<>(new Parts<>(mapper, explainer, discovery, handle, report, checkup), scope);
    }

    private static <E> @Nullable Explainer<E> explainer(
            OptionValues options, Settings settings, EventMapper<E> mapper, LogCallReader<E> reader, Host host) {
        EventCapture capture = settings.capture();
        if (capture != null) {
            return new Explainer<>(mapper, reader, Explain.EVERYTHING, Integer.MAX_VALUE, (line, dropped, loggedBy) -> {
                capture.explained(line, loggedBy);
                if (dropped != null) {
                    capture.dropped(dropped, line, loggedBy);
                }
            });
        }
        if (settings.explain() == Explain.NOTHING) {
            return null;
        }
        Diagnostics sink = switch (ReportTo.of(options)) {
            case AUTO, STDERR -> StandardError.of(host.name(), Explainer.MOST_CALLS);
            case STATUS, LOG -> AsyncDiagnostics.of(host.diagnostics(), Explainer.MOST_CALLS);
        };
        return new Explainer<>(
                mapper,
                reader,
                settings.explain(),
                Explainer.MOST_CALLS,
                (line, dropped, loggedBy) -> sink.report(System.Logger.Level.INFO, line, null));
    }

    private static RuleCounters countersOf(Settings settings, PipelineHandle handle) {
        return handle.countersOf(settings.mapping().rules().stream()
                .map(rule -> new RuleCounters.Rule(rule.position(), rule.eventText()))
                .toList());
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
            parts.checkup.configured();
        }
    }

    /** Warns of a mistake in the configuration that shows only now, while a log call is made. Never waits. */
    public void warnDuringCall(String message) {
        if (parts != null) {
            parts.handle.note(Trouble.CONFIGURATION, message);
        }
    }

    /** Takes one log call. Any thread; never throws, does no I/O, and blocks only under {@code overflow=block}. */
    public void append(E call) {
        Parts<E> use = parts;
        if (use == null) {
            return;
        }
        try {
            Event event = use.map(call);
            if (event != null) {
                use.handle.offer(event, use.mapper.threadName(call));
            }
        } catch (Throwable e) {
            // A framework's or a user's object threw where nothing may, or memory ran out; the application must not see
            // it. Where memory or stack is short, not even a message is composed.
            use.handle.dropped(DropReason.INTERNAL_ERROR);
            use.handle.note(
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
            parts.handle.release();
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
            parts.handle.stop();
        }
    }

    /**
     * The logging system as a whole stops, after its appenders: waits for the pipelines that it was the last to use, once
     * for all of them, at most {@code max(shutdownTimeout, granted)}.
     */
    public static void systemStopped(Object owner, Duration granted) {
        PipelineRegistry.ofTheApplication().systemStopped(owner, granted);
    }

    /** Counts and tells on behalf of the mapper. */
    private record HandleReport(PipelineHandle handle, RuleCounters rules) implements MappingReport {

        @Override
        public void ignored() {
            handle.ignored();
        }

        @Override
        public void dropped(DropReason reason) {
            handle.dropped(reason);
        }

        @Override
        public void matched(int position) {
            rules.matched(position);
        }

        @Override
        public void trouble(Trouble trouble, String message) {
            handle.note(trouble, message);
        }
    }
}

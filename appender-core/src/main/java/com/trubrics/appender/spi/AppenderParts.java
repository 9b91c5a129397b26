package com.trubrics.appender.spi;

import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.internal.config.Settings;
import com.trubrics.appender.internal.config.Settings.Explain;
import com.trubrics.appender.internal.delivery.PipelineHandle;
import com.trubrics.appender.internal.delivery.PipelineRegistry;
import com.trubrics.appender.internal.discover.Discovery;
import com.trubrics.appender.internal.mapping.EventLimits;
import com.trubrics.appender.internal.mapping.EventMapper;
import com.trubrics.appender.internal.mapping.Explainer;
import com.trubrics.appender.internal.mapping.MappingReport;
import com.trubrics.appender.internal.queue.RuleCounters;
import com.trubrics.appender.internal.report.Problem;
import com.trubrics.appender.internal.report.RateLimitedDiagnostics;
import com.trubrics.appender.internal.rule.EventRule;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an appender with usable options, created once, while the appender starts.
 *
 * @param explainer null if no call is explained
 * @param discovery null unless a sandbox is shown the lines
 */
record AppenderParts<E>(
        EventMapper<E> mapper,
        @Nullable Explainer<E> explainer,
        @Nullable Discovery<E> discovery,
        PipelineHandle handle,
        MappingReport report,
        SetupCheckup checkup) {

    /** Opens the pipeline to the destination, and creates everything that handles calls. */
    static <E> AppenderParts<E> open(
            Settings settings, AppenderScope scope, OptionValues options, LogCallReader<E> reader, AppenderHost host) {
        PipelineHandle handle = PipelineRegistry.ofTheApplication()
                .open(settings, new PipelineHandle.Owner(host.owner(), host.name()), host.diagnostics());
        try {
            return assemble(handle, settings, scope, options, reader, host);
        } catch (Throwable e) {
            handle.stop(); // nobody else will
            throw e;
        }
    }

    private static <E> AppenderParts<E> assemble(
            PipelineHandle handle,
            Settings settings,
            AppenderScope scope,
            OptionValues options,
            LogCallReader<E> reader,
            AppenderHost host) {
        RateLimitedDiagnostics reporter = new RateLimitedDiagnostics(host.diagnostics(), System::nanoTime);
        EventLimits limits = new EventLimits(settings.delivery().batching().maxEventBytes(), handle.trimming());
        EventMapper<E> mapper = new EventMapper<>(settings.mapping(), limits, reader);
        RuleCounters counters = countersOf(settings, handle);
        SetupCheckup checkup = SetupCheckup.begin(
                new SetupCheckup.Rules(settings.mapping().rules(), counters::count),
                new SetupCheckup.Surroundings(scope, host.name(), host.loggers()),
                reporter);
        boolean delivers = settings.capture() == null; // if events are captured, there is no delivery thread
        if (delivers && !settings.mapping().rules().isEmpty()) {
            handle.add(checkup);
        }
        if (delivers) {
            Rehearsal.once(settings, limits, reader);
        }
        Explainer<E> explainer = explainer(options, settings, mapper, reader, host);
        Discovery.Appender watched = new Discovery.Appender(host.name(), options, handle::reportMistake);
        Discovery<E> discovery = delivers && settings.discover()
                ? new Discovery<>(settings.destination().host(), mapper, reader, watched)
                : null;
        MappingReport report = new HandleReport(handle, counters);
        return new AppenderParts<>(mapper, explainer, discovery, handle, report, checkup);
    }

    /** Delivers the event that a call is, if it is one. */
    void append(E call) {
        Event event = discovery == null ? map(call, report) : discovery.map(call, report, this::map);
        if (event != null) {
            handle.offer(event, mapper.threadName(call));
        }
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

    private static <E> @Nullable Explainer<E> explainer(
            OptionValues options,
            Settings settings,
            EventMapper<E> mapper,
            LogCallReader<E> reader,
            AppenderHost host) {
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
                .collect(Collectors.toMap(EventRule::position, EventRule::eventText)));
    }

    /** Counts and reports on behalf of the mapper. */
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
        public void problem(Problem problem, String message) {
            handle.report(problem, message);
        }
    }
}

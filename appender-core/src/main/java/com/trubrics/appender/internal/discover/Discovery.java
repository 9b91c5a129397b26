package com.trubrics.appender.internal.discover;

import com.trubrics.appender.Event;
import com.trubrics.appender.Option;
import com.trubrics.appender.internal.mapping.EventMapper;
import com.trubrics.appender.internal.mapping.MappingReport;
import com.trubrics.appender.internal.mapping.OverheardReport;
import com.trubrics.appender.internal.value.ReentrancyGuard;
import com.trubrics.appender.spi.LogCallReader;
import com.trubrics.appender.spi.OptionValues;
import java.net.URI;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Analyses every log call of one appender, for users who look for lines that should be events, and shows the kinds of lines to
 * a sandbox on the same machine. It takes as long as formatting a log line, and up to some tens of megabytes. It never changes
 * which log calls become events. Thread-safe.
 *
 * @param <E> the framework's log event
 */
public final class Discovery<E> {

    /** Turns log calls into events. */
    @FunctionalInterface
    public interface Mapping<E> {
        /** Returns the event. If there is none, tells the report why and returns null. */
        @Nullable
        Event map(E call, MappingReport report);
    }

    /**
     * The appender whose log calls are analysed.
     *
     * @param options its configuration
     * @param warnings receives a sentence if the server is not a sandbox; must not throw or wait
     */
    public record Appender(String name, OptionValues options, Consumer<String> warnings) {}

    private final EventMapper<E> mapper;
    private final LogCallReader<E> reader;
    private final LineShapes<E> shapes;
    private final CallSampler<E> sampler;
    private final LineKinds kinds = new LineKinds();
    private final LineOrder order = new LineOrder(System::nanoTime);
    private final ReportLoop loop;

    /**
     * Creates an instance that starts its thread with the first log call.
     *
     * @param host a server on this machine
     * @param mapper recognises calls that our own delivery causes
     */
    public Discovery(URI host, EventMapper<E> mapper, LogCallReader<E> reader, Appender appender) {
        this.mapper = mapper;
        this.reader = reader;
        this.shapes = new LineShapes<>(reader);
        this.sampler = new CallSampler<>(reader, new CurrentUsers(appender.options.get(Option.USER_SOURCE)));
        this.loop = new ReportLoop(
                new Reports(ReportHead.of(appender.name, appender.options), kinds),
                new LoopbackPost(host, ReportLoop.PATH),
                appender.warnings);
    }

    /** Sends a last report. Does not wait; idempotent. */
    public void stop() {
        loop.stop();
    }

    /** Maps a call, and records what kind of line it is. */
    public @Nullable Event map(E call, MappingReport report, Mapping<E> mapping) {
        if (ReentrancyGuard.isRunning() || mapper.isOwnActivity(call)) {
            return mapping.map(call, report);
        }
        OverheardReport overheard = new OverheardReport(report);
        Event event = mapping.map(call, overheard);
        note(call, new MappingResult(event, overheard.dropped(), overheard.rule()));
        return event;
    }

    private void note(E call, MappingResult result) {
        String begun = ReentrancyGuard.begin(reader.threadName(call));
        try {
            loop.start();
            LineKind kind = kinds.of(reader.loggerName(call), reader.levelName(call), shapes.of(call));
            if (kind != null) {
                kind.count(result);
                order.saw(reader.threadName(call), kind);
                if (kind.wantsSamples()) {
                    addSample(kind, call, result);
                }
            }
        } catch (Throwable fromUserCode) {
            // Only a sample is lost.
        } finally {
            ReentrancyGuard.end(begun);
        }
    }

    private void addSample(LineKind kind, E call, MappingResult result) {
        reader.forEachMarker(call, kind::addMarker);
        CallSampler.Sample sample = sampler.sample(call, result);
        if (!kinds.acquire(sample.bytes())) {
            kind.stopSampling();
        } else if (!kind.add(sample)) {
            kinds.release(sample.bytes());
        }
    }
}

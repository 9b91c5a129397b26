package com.trubrics.appender.spi;

import com.trubrics.appender.Event;
import com.trubrics.appender.internal.config.MappingSettings;
import com.trubrics.appender.internal.config.MappingSettings.Keys;
import com.trubrics.appender.internal.config.Settings;
import com.trubrics.appender.internal.mapping.EventLimits;
import com.trubrics.appender.internal.mapping.EventMapper;
import com.trubrics.appender.internal.mapping.MappingReport;
import com.trubrics.appender.internal.queue.DeliveryCounters;
import com.trubrics.appender.internal.queue.EventQueue;
import com.trubrics.appender.internal.report.RateLimitedDiagnostics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Maps a sample call, and puts its event into a queue that is never read, often enough for the JVM to compile the code.
 * Without a rehearsal, the first few hundred events of an application load and interpret that code, each on a thread that
 * may be serving a request.
 *
 * <p>Runs on the thread that starts an appender, once per JVM, and ends after {@value #MOST_MILLIS} ms even if it has not
 * finished. It uses its own mapper, queue and counters and discards them: nothing is sent, counted or reported. Runs no code
 * of the application.
 */
final class Rehearsal {

    /**
     * HotSpot checks a method's count at every 128th call, and compiles the method if the count is 200 or more. The more
     * methods already wait for the compiler, the higher the count must be. All methods of an event reach 200 together, so most
     * of them are compiled only at one of the later checks.
     */
    static final int CALLS = 2_049;

    static final long MOST_MILLIS = 40;

    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private Rehearsal() {}

    /** Rehearses unless this has happened before. Never throws, because an appender works without a rehearsal. */
    static <E> void once(Settings settings, EventLimits limits, LogCallReader<E> reader) {
        if (!BEGUN.getAndSet(true)) {
            rehearse(settings, limits, reader, System::nanoTime);
        }
    }

    /** Returns how many calls have become events. */
    static <E> int rehearse(Settings settings, EventLimits limits, LogCallReader<E> reader, LongSupplier nanoTime) {
        long end = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(MOST_MILLIS);
        try {
            E call = call(settings.mapping(), reader);
            EventMapper<E> mapper = new EventMapper<>(settings.mapping(), limits, reader);
            return call == null ? 0 : rehearse(call, mapper, queue(settings), () -> nanoTime.getAsLong() - end);
        } catch (RuntimeException | Error unmade) {
            return 0; // For example, this version of the framework cannot create a sample call. The first real call
            // takes longer.
        }
    }

    /** @param late nanoseconds since the deadline; negative before it */
    private static <E> int rehearse(E call, EventMapper<E> mapper, EventQueue queue, LongSupplier late) {
        int events = 0;
        while (events < CALLS && late.getAsLong() < 0) {
            Event event = mapper.map(call, MappingReport.NONE);
            if (event == null) {
                break;
            }
            queue.offer(event, events);
            events++;
        }
        return events;
    }

    /** Returns a queue that never wakes a thread and never makes one wait. */
    private static EventQueue queue(Settings settings) {
        return new EventQueue(
                new DeliveryCounters(settings.destination()),
                new RateLimitedDiagnostics((level, message, cause) -> {}, System::nanoTime),
                settings.delivery(),
                () -> false,
                () -> {});
    }

    /** Returns a call that names its user, so that no user source is asked; null if the configuration reads no names. */
    private static <E> @Nullable E call(MappingSettings settings, LogCallReader<E> reader) {
        Keys keys = settings.keys();
        if (keys.userId().isEmpty() || keys.event().isEmpty()) {
            return null;
        }
        List<String> loggers = settings.loggers();
        Map<String, Object> fields = new HashMap<>(Map.of("plan", "pro", "seats", 3));
        fields.put(keys.event().get(0), "Rehearsed");
        Map<String, String> context = new HashMap<>(Map.of("request_id", "r1"));
        context.put(keys.userId().get(0), "nobody");
        return reader.madeUp(loggers.isEmpty() ? "rehearsal" : loggers.get(0), fields, context);
    }
}

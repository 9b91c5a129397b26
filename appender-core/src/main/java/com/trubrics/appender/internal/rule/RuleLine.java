package com.trubrics.appender.internal.rule;

import com.trubrics.appender.internal.json.JsonText;
import com.trubrics.appender.internal.path.Path;
import com.trubrics.appender.internal.path.PathContext;
import com.trubrics.appender.internal.value.Freezer;
import com.trubrics.appender.internal.value.Unreadable;
import com.trubrics.appender.spi.LogCallReader;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One log line while rules are applied to it. Reads each part of the line when the first rule needs it, and only once.
 * Never throws exceptions of the application's objects: values that cannot be read are absent. Not thread-safe.
 *
 * @param <E> the framework's log event
 */
public final class RuleLine<E> {

    private static final Object[] NONE = {};
    private static final double NANOS_PER_SECOND = 1e9;

    /** Receives a sentence about a rule whose path cannot be read. */
    @FunctionalInterface
    public interface Report {
        /** Takes it on the thread that logs; must not throw or wait. */
        void unreadable(String message);
    }

    private final LogCallReader<E> reader;
    private final E call;
    private final int maxChars;
    private final Report report;
    private final PathContext paths;

    private @Nullable Object rule;
    private @Nullable Object[] names = NONE;
    private @Nullable Object elapsed;

    private boolean textIsRead;
    private @Nullable String text;
    private @Nullable Object @Nullable [] parameters;
    private @Nullable Throwable trailing;

    /** @param maxChars longer messages are not read, and no more is copied of a value that becomes text */
    public RuleLine(LogCallReader<E> reader, E call, int maxChars, Report report) {
        this.reader = reader;
        this.call = call;
        this.maxChars = maxChars;
        this.report = report;
        this.paths = new PathContext(maxChars, reader.threadName(call), this::tell);
    }

    private void tell(String message) {
        Object reading = rule;
        if (reading != null) {
            report.unreadable(reading + ": " + message + ".");
        }
    }

    /** From here on a rule reads the line, whose text names it in messages. */
    void begin(Object next) {
        rule = next;
        names = NONE;
        elapsed = null;
    }

    /** Returns whether the line's message matches; if it does, its names have values. */
    boolean matches(MessagePattern pattern) {
        String unformatted = presentText(reader.messagePattern(call)); // map messages have an empty one
        if (unformatted != null
                && pattern.isTemplate(unformatted)
                && !pattern.names().isEmpty()) {
            names = Arrays.copyOf(parameters(), pattern.names().size());
            return true;
        }
        String template = presentText(reader.template(call));
        if (!pattern.isCuttable() || (template != null && !pattern.mayBegin(template))) {
            return false;
        }
        String whole = text();
        String[] values = whole == null || whole.length() > maxChars ? null : pattern.cut(whole);
        names = values == null ? NONE : values;
        return values != null;
    }

    /** Removes and returns the line that opened the pair which this line closes; null if there is none. */
    void openedBy(OpenPairs.@Nullable Opener opener) {
        Duration time = opener == null ? null : Duration.between(opener.at(), reader.instant(call));
        elapsed = time == null || time.isNegative() ? null : (Object) (time.toNanos() / NANOS_PER_SECOND);
    }

    /** Returns what identifies the thread that logged the line; null if nothing does. */
    @Nullable
    Object thread() {
        String name = reader.threadName(call);
        Thread current = Thread.currentThread();
        if (name.equals(current.getName())) {
            return current.getId(); // virtual threads have no names
        }
        return name.isEmpty() ? null : name;
    }

    /** Returns what a path begins with; null if it is absent. */
    @Nullable
    Object value(Root root) {
        try {
            return root instanceof Root.Known known ? known(known) : part(root);
        } catch (Throwable fromUserCode) {
            return null; // of a message, a map or an exception that is a class of the application
        }
    }

    private @Nullable Object part(Root root) {
        if (root instanceof Root.Name name) {
            return names[name.position()];
        }
        if (root instanceof Root.Parameter parameter) {
            Object[] all = parameters();
            return parameter.position() < all.length ? all[parameter.position()] : null;
        }
        if (root instanceof Root.ContextEntry entry) {
            return reader.contextValue(call, entry.key());
        }
        return root instanceof Root.CallField field ? field(field) : null;
    }

    private @Nullable Object field(Root.CallField field) {
        Object whole = reader.field(call, field.key());
        Path inner = field.inner();
        return whole != null || inner == null ? whole : read(inner, reader.field(call, inner.root()));
    }

    private @Nullable Object known(Root.Known root) {
        return switch (root) {
            case MESSAGE -> text();
            case TEMPLATE -> presentText(reader.messagePattern(call));
            case LOGGER -> reader.loggerName(call);
            case LEVEL -> reader.levelName(call);
            case THREAD -> reader.threadName(call);
            case EXCEPTION -> exception();
            case EXCEPTION_MESSAGE -> exceptionMessage();
            case ELAPSED -> elapsed;
        };
    }

    @Nullable
    Object read(Path path, @Nullable Object value) {
        return path.read(value, paths);
    }

    /** Returns a value as text; null if it is absent or cannot be read. */
    @Nullable
    String asText(@Nullable Object value) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        Freezer freezer = new Freezer(maxChars, reader.threadName(call));
        Object frozen = freezer.freeze(value);
        if (frozen == null || freezer.exceeded()) {
            return null;
        }
        String read = frozen instanceof Map || frozen instanceof Collection ? JsonText.of(frozen) : frozen.toString();
        return Unreadable.isNote(value, read) ? null : read;
    }

    private static @Nullable String presentText(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private @Nullable String text() {
        if (!textIsRead) {
            textIsRead = true;
            text = formatted();
        }
        return text;
    }

    private @Nullable String formatted() {
        try {
            return reader.formattedMessage(call);
        } catch (Throwable fromUserCode) {
            return null; // a message of the application, or the toString() of a parameter
        }
    }

    /** Both frameworks count an exception behind the last placeholder as such; one within a placeholder, only Logback. */
    private @Nullable Object[] parameters() {
        Object[] known = parameters;
        if (known == null) {
            Object[] all = reader.parameters(call);
            known = all == null ? NONE : all;
            if (known.length > 0
                    && known[known.length - 1] instanceof Throwable exception
                    && reader.mayBeThrown(call, exception)) {
                trailing = exception;
                known = Arrays.copyOf(known, known.length - 1);
            }
            parameters = known;
        }
        return known;
    }

    private @Nullable String exception() {
        String recognised = reader.exceptionClass(call);
        if (recognised == null) {
            var unused = parameters();
            return trailing == null ? null : trailing.getClass().getName();
        }
        return recognised;
    }

    private @Nullable String exceptionMessage() {
        if (reader.exceptionClass(call) != null) {
            return reader.exceptionMessage(call);
        }
        var unused = parameters();
        return trailing == null ? null : trailing.getMessage();
    }
}

package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.internal.report.Problem;
import com.trubrics.appender.internal.report.SafeText;
import com.trubrics.appender.spi.LogCallReader;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Takes event names from messages, for the option {@code eventFromMessage}. A name is a template with placeholders or a
 * short constant. A text that is concatenated before the call, such as {@code "user " + name}, looks like a constant
 * but varies without limit. So a logger that has used too many different names cannot add further ones. Thread-safe.
 *
 * @param <E> the framework's log event
 */
final class MessageNames<E> {

    /** Constants must be shorter than this, because a longer text is probably a finished message. */
    static final int CONSTANT_CHARS = 100;

    /** Templates may be longer, but not without limit, because names are kept in memory. */
    static final int TEMPLATE_CHARS = 1_000;

    /** The maximum number of different names of one logger. */
    static final int NAMES = 200;

    /** Some applications generate logger names. Loggers beyond this number share one set of names. */
    private static final int LOGGERS = 1_000;

    private static final String OTHER_LOGGERS = "";

    /** The names that one logger has used, and whether there was a warning about their number. */
    private record Known(Set<String> names, AtomicBoolean told) {
        Known() {
            this(ConcurrentHashMap.newKeySet(), new AtomicBoolean());
        }

        boolean refuses(String name) {
            return told.get() && !names.contains(name);
        }
    }

    private final LogCallReader<E> reader;
    private final boolean wanted;
    private final Map<String, Known> knownByLogger = new ConcurrentHashMap<>();

    /** @param wanted whether messages name events at all */
    MessageNames(LogCallReader<E> reader, boolean wanted) {
        this.reader = reader;
        this.wanted = wanted;
    }

    /** Returns whether messages name events at all. */
    boolean areEvents() {
        return wanted;
    }

    /** Returns whether the call's message can be a name and its logger may still use it. Allocates nothing. */
    boolean seemsNamed(E call) {
        String name = wanted ? form(call) : null;
        if (name == null) {
            return false;
        }
        Known known = knownByLogger.get(keyOf(reader.loggerName(call)));
        return known == null || !known.refuses(name);
    }

    /** Returns the event name, or null if the message is not a name or its logger has used too many. */
    @Nullable
    String nameOf(E call, MappingReport report) {
        String name = form(call);
        return name != null && admits(reader.loggerName(call), name, report) ? name : null;
    }

    private @Nullable String form(E call) {
        String pattern = reader.messagePattern(call);
        if (pattern == null || Field.EVENT.meant(pattern) == null) {
            return null;
        }
        return pattern.length() < CONSTANT_CHARS || isTemplate(pattern, call) ? pattern : null;
    }

    /** Braces alone do not make a template: a finished text may contain JSON. */
    private boolean isTemplate(String pattern, E call) {
        return pattern.length() <= TEMPLATE_CHARS && pattern.contains("{}") && reader.hasParameters(call);
    }

    private boolean admits(String logger, String name, MappingReport report) {
        Known known = knownByLogger.computeIfAbsent(keyOf(logger), any -> new Known());
        if (known.names.contains(name)) {
            return true;
        }
        if (known.names.size() < NAMES) {
            known.names.add(name);
            return true;
        }
        if (!known.told.getAndSet(true)) {
            report.problem(
                    Problem.TOO_MANY_NAMES,
                    "Logger " + SafeText.quoted(logger) + " has used " + NAMES
                            + " different messages as event names (eventFromMessage). Calls with other messages are not"
                            + " events. Log constants, or templates such as \"Order {} placed\", or put the event name"
                            + " on the call");
        }
        return false;
    }

    private String keyOf(String logger) {
        return knownByLogger.size() < LOGGERS || knownByLogger.containsKey(logger) ? logger : OTHER_LOGGERS;
    }
}

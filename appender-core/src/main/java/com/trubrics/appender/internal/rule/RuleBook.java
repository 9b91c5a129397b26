package com.trubrics.appender.internal.rule;

import com.trubrics.appender.spi.LogCallReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one appender, by the loggers that they name. A line of any other logger costs one lookup. Allocates
 * nothing for a line whose beginning no rule wants. Thread-safe.
 *
 * @param <E> the framework's log event
 */
public final class RuleBook<E> {

    /** Some applications generate names of loggers. Those beyond this number are compared with each rule again. */
    static final int REMEMBERED = 1_000;

    private static final EventRule[] NONE = {};

    private final LogCallReader<E> reader;
    private final EventRule[] rules;
    private final Map<String, EventRule[]> byLogger = new ConcurrentHashMap<>();

    /** @param rules in the order in which they are asked */
    public RuleBook(List<EventRule> rules, LogCallReader<E> reader) {
        this.reader = reader;
        this.rules = rules.toArray(EventRule[]::new);
    }

    /** Returns whether any rule names the logger of a line. Runs no code of the application. */
    public boolean names(E call) {
        return rules.length > 0 && of(reader.loggerName(call)).length > 0;
    }

    /** Returns whether a rule may take a line. */
    public boolean mayTake(E call) {
        for (EventRule rule : of(reader.loggerName(call))) {
            if (mayTake(rule, call)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the first rule that matches a line, with its names read; null if none does. */
    public @Nullable EventRule ruleFor(E call, RuleLine<E> line, OpenPairs pairs) {
        for (EventRule rule : of(reader.loggerName(call))) {
            if (mayTake(rule, call) && rule.matches(line, pairs)) {
                return rule;
            }
        }
        return null;
    }

    /** Returns, for each rule that names the line's logger, why it does not take the line; for people. */
    public List<String> refusals(E call, RuleLine<E> line, OpenPairs pairs) {
        List<String> refusals = new ArrayList<>();
        for (EventRule rule : of(reader.loggerName(call))) {
            String refusal = rule.refusal(reader, call, line, pairs);
            if (refusal != null) {
                refusals.add("rule " + rule.position() + " " + refusal);
            }
        }
        return refusals;
    }

    private boolean mayTake(EventRule rule, E call) {
        try {
            return rule.mayTake(reader, call);
        } catch (Throwable fromUserCode) {
            return false; // a marker or a message may be a class of the application
        }
    }

    private EventRule[] of(String logger) {
        EventRule[] known = byLogger.get(logger);
        return known == null ? find(logger) : known;
    }

    private EventRule[] find(String logger) {
        EventRule[] found = NONE;
        for (EventRule rule : rules) {
            if (rule.takesLogger(logger)) {
                found = Arrays.copyOf(found, found.length + 1);
                found[found.length - 1] = rule;
            }
        }
        if (byLogger.size() < REMEMBERED) {
            byLogger.put(logger, found);
        }
        return found;
    }
}

package com.trubrics.sandbox.discover;

import java.util.List;
import java.util.Map;

/**
 * An appender of a running application, and how it makes events.
 *
 * @param instance tells it from every other one, and from itself after a restart
 * @param process the ID of its process; 0 if it is not known
 * @param name the main class or the jar
 * @param appender the appender's name
 * @param options those that decide what an event looks like
 * @param rules the event rules that it has
 */
record Application(
        String instance,
        long process,
        String name,
        String appender,
        Map<String, String> options,
        Map<String, String> staticProperties,
        List<Map<String, String>> rules) {

    /** Has logged nothing. */
    static final Application NONE = new Application("", 0, "", "", Map.of(), Map.of(), List.of());

    /** Returns whether this may be the same one before a restart. */
    boolean isNamedLike(Application other) {
        return name.equals(other.name) && appender.equals(other.appender);
    }

    /** Returns whether its process has ended. It runs on this machine. */
    boolean isGone() {
        return process > 0 && ProcessHandle.of(process).isEmpty();
    }
}

package com.trubrics.sandbox.discover;

import java.util.List;
import java.util.Map;

/**
 * An appender of a running application, and how it makes events.
 *
 * @param instance tells it from every other one, and from itself after a restart
 * @param name the main class or the jar
 * @param appender the appender's name
 * @param options those that decide what an event looks like
 * @param rules the event rules that it has
 */
record Application(
        String instance,
        String name,
        String appender,
        Map<String, String> options,
        Map<String, String> staticProperties,
        List<Map<String, String>> rules) {

    /** Has logged nothing. */
    static final Application NONE = new Application("", "", "", Map.of(), Map.of(), List.of());
}

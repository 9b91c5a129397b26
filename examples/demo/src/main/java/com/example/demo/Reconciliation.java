package com.example.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds what arrived against what must have arrived: each event once, with its values, and nothing else. */
final class Reconciliation {
    private final List<String> complaints = new ArrayList<>();

    private Reconciliation() {}

    /** The differences in plain words; none means that every event arrived exactly once. */
    static List<String> differences(List<ExpectedEvent> expected, List<ArrivedEvent> arrived) {
        Map<Key, List<ArrivedEvent>> byKey = new LinkedHashMap<>();
        for (ArrivedEvent event : arrived) {
            byKey.computeIfAbsent(new Key(event.requestId(), event.name()), key -> new ArrayList<>())
                    .add(event);
        }
        Reconciliation reconciliation = new Reconciliation();
        for (ExpectedEvent event : expected) {
            Key key = new Key(event.requestId(), event.name());
            List<ArrivedEvent> found = byKey.remove(key);
            reconciliation.compare(key, event, found == null ? List.of() : found);
        }
        byKey.forEach((key, events) -> reconciliation.complain(key, "was not expected, arrived " + times(events)));
        return reconciliation.complaints;
    }

    private void compare(Key key, ExpectedEvent expected, List<ArrivedEvent> found) {
        if (found.isEmpty()) {
            complain(key, "is missing");
        } else if (found.size() > 1) {
            complain(key, "arrived " + times(found));
        } else {
            compareContent(key, expected, found.get(0));
        }
    }

    private void compareContent(Key key, ExpectedEvent expected, ArrivedEvent arrived) {
        if (!arrived.at().equals(expected.at())) {
            complain(key, "happened at " + expected.at() + ", arrived as of " + arrived.at());
        }
        expected.fields()
                .forEach((name, value) ->
                        compareValue(key, name, value, arrived.json().path(name).asText()));
        expected.properties()
                .forEach((name, value) -> compareValue(
                        key,
                        "property " + name,
                        value,
                        arrived.properties().path(name).asText()));
        Set<String> surplus = new LinkedHashSet<>();
        arrived.properties().fieldNames().forEachRemaining(surplus::add);
        surplus.removeAll(expected.properties().keySet());
        if (!surplus.isEmpty()) {
            complain(key, "has properties that nobody asked for: " + surplus);
        }
    }

    private void compareValue(Key key, String what, String expected, String arrived) {
        if (!arrived.equals(expected)) {
            complain(key, what + " should be '" + expected + "' and is '" + arrived + "'");
        }
    }

    private void complain(Key key, String what) {
        complaints.add(key.requestId() + " " + key.name() + ": " + what);
    }

    private static String times(List<ArrivedEvent> events) {
        return events.size() == 1 ? "once" : events.size() + " times";
    }

    private record Key(String requestId, String name) {}
}

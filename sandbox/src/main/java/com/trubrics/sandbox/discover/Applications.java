package com.trubrics.sandbox.discover;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the latest report of each appender, for the {@value #MOST} appenders that reported last. A report replaces the earlier
 * one of the same appender, also across a restart of the application. Thread-safe.
 */
final class Applications {
    static final int MOST = 8;

    /** A kind with its counts, and what can be read from its lines, which is computed when it is needed. */
    record Seen(Kind kind, Counted counted, Lazy<Reading> reading) {
        Seen(Kind kind, Counted counted) {
            this(kind, counted, new Lazy<>(() -> Reading.of(kind)));
        }
    }

    private static final class Instance {
        final Application application;
        final Map<Integer, Seen> kinds = new LinkedHashMap<>();
        long unlisted;
        boolean ended;

        Instance(Application application) {
            this.application = application;
        }
    }

    // Guarded by this; the instance that reported last is the last one.
    private final Map<String, Instance> instances = new LinkedHashMap<>();

    /** Takes a report. Returns false if it continues reports that are not known here. */
    synchronized boolean take(JsonNode report) {
        Application application = ReportReader.application(report);
        boolean complete = report.path("complete").asBoolean();
        Instance known = instances.remove(application.instance());
        if (known == null && !complete) {
            return false;
        }
        if (known == null) {
            instances.values().removeIf(each -> isBefore(each, application));
        }
        Instance instance = known == null || complete ? new Instance(application) : known;
        instances.put(application.instance(), instance);
        while (instances.size() > MOST) {
            instances.remove(instances.keySet().iterator().next());
        }
        update(instance, report);
        return true;
    }

    /** Whether an appender has been started again, with its application or without. */
    private static boolean isBefore(Instance before, Application started) {
        return before.application.isNamedLike(started) && (before.ended || before.application.isGone());
    }

    private static void update(Instance instance, JsonNode report) {
        instance.ended = report.path("ended").asBoolean();
        instance.unlisted = report.path("unlisted").asLong();
        List<Kind> kinds = ReportReader.kinds(report, instance.application);
        for (int i = 0; i < kinds.size(); i++) {
            JsonNode told = report.path("kinds").path(i);
            Counted counted =
                    new Counted(told.path("count").asLong(), told.path("events").asLong());
            instance.kinds.put(kinds.get(i).number(), new Seen(kinds.get(i), counted));
        }
        report.path("counts").properties().forEach(entry -> {
            if (entry.getKey().matches("[0-9]{1,9}")) {
                Counted counted = new Counted(
                        entry.getValue().path(0).asLong(),
                        entry.getValue().path(1).asLong());
                instance.kinds.computeIfPresent(
                        Integer.valueOf(entry.getKey()), (number, seen) -> new Seen(seen.kind, counted, seen.reading));
            }
        });
    }

    /** Returns all kinds of all applications. */
    synchronized List<Seen> kinds() {
        List<Seen> kinds = new ArrayList<>();
        instances.values().forEach(instance -> kinds.addAll(instance.kinds.values()));
        return kinds;
    }

    /** Returns the kinds of one application. */
    List<Kind> kindsOf(Application application) {
        return seenOf(application).stream().map(Seen::kind).toList();
    }

    /** Returns the readings of one application's kinds. */
    List<Reading> readingsOf(Application application) {
        return seenOf(application).stream().map(seen -> seen.reading.get()).toList();
    }

    private synchronized List<Seen> seenOf(Application application) {
        Instance instance = instances.get(application.instance());
        return instance == null ? List.of() : List.copyOf(instance.kinds.values());
    }

    /** Returns the reading of the kind with that {@linkplain Kind#id ID}, or null. */
    @Nullable
    Reading reading(String id) {
        return kinds().stream()
                .filter(seen -> seen.kind.id().equals(id))
                .findFirst()
                .map(seen -> seen.reading.get())
                .orElse(null);
    }

    /** Returns each application with the number of its lines for which its appender had no room. */
    synchronized Map<Application, Long> applications() {
        Map<Application, Long> unlisted = new LinkedHashMap<>();
        instances.values().forEach(instance -> unlisted.put(instance.application, instance.unlisted));
        return unlisted;
    }
}

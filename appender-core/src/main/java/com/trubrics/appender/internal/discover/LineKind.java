package com.trubrics.appender.internal.discover;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** One kind of lines: all lines with the same logger, level and shape. Thread-safe. */
final class LineKind {

    static final int MOST_SAMPLES = 3;

    /** Different lines among this many first lines become samples. */
    private static final long LOOKED_AT = 200;

    private static final int MOST_FOLLOWERS = 20;
    private static final int MOST_MARKERS = 10;

    private final int id;
    private final String logger;
    private final String level;
    private final LineShape shape;
    private final LongAdder count = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final Map<Integer, LongAdder> followers = new ConcurrentHashMap<>();

    // Guarded by this.
    private final List<Map<String, Object>> samples = new ArrayList<>();
    private final Set<String> markers = new LinkedHashSet<>();

    private volatile boolean wantsSamples = true;
    private volatile int version;

    LineKind(int id, String logger, String level, LineShape shape) {
        this.id = id;
        this.logger = logger;
        this.level = level;
        this.shape = shape;
    }

    int id() {
        return id;
    }

    LineShape shape() {
        return shape;
    }

    boolean isOf(String otherLogger, String otherLevel) {
        return logger.equals(otherLogger) && level.equals(otherLevel);
    }

    /** Counts a line. */
    void count(MappingResult result) {
        count.increment();
        if (result.event() != null || result.dropped() != null) {
            events.increment();
        }
    }

    /** Returns whether a copy of the next line is useful. */
    boolean wantsSamples() {
        return wantsSamples && count.sum() <= LOOKED_AT;
    }

    /** Keeps a copy of a line unless an equal line is kept already. Returns whether it was kept. */
    synchronized boolean add(CallSampler.Sample sample) {
        Object message = sample.call().get("message");
        if (!wantsSamples || samples.stream().anyMatch(kept -> Objects.equals(message, kept.get("message")))) {
            return false;
        }
        samples.add(sample.call());
        wantsSamples = samples.size() < MOST_SAMPLES;
        changed();
        return true;
    }

    /** Stops copying lines. */
    void stopSampling() {
        wantsSamples = false;
    }

    synchronized void addMarker(String name) {
        if (markers.size() < MOST_MARKERS && markers.add(name)) {
            changed();
        }
    }

    /** Records that a line of another kind followed a line of this kind on the same thread. */
    void followedBy(LineKind other) {
        LongAdder times = followers.get(other.id);
        if (times == null) {
            if (followers.size() >= MOST_FOLLOWERS) {
                return;
            }
            times = followers.computeIfAbsent(other.id, unused -> new LongAdder());
            changed();
        }
        times.increment();
    }

    /** Takes over the lines of a kind that turned out to be the same. */
    synchronized void absorb(LineKind other) {
        count.add(other.count.sum());
        events.add(other.events.sum());
        synchronized (other) {
            other.samples.stream().limit(MOST_SAMPLES - (long) samples.size()).forEach(samples::add);
            markers.addAll(other.markers);
        }
        wantsSamples = samples.size() < MOST_SAMPLES;
        changed();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // a reader needs to see only that it differs
    private void changed() {
        version++;
    }

    /** Returns a number that changes with everything but the counts. */
    int version() {
        return version;
    }

    long count() {
        return count.sum();
    }

    long events() {
        return events.sum();
    }

    /** Returns all details, for a report. */
    synchronized Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("id", id);
        details.put("logger", logger);
        details.put("level", level);
        details.put("form", shape.form().name());
        details.put("pieces", shape.pieces());
        details.put("count", count());
        details.put("events", events());
        details.put("markers", List.copyOf(markers));
        Map<String, Object> times = new LinkedHashMap<>();
        followers.forEach((kind, adder) -> times.put(kind.toString(), adder.sum()));
        details.put("followers", times);
        details.put("samples", List.copyOf(samples));
        return details;
    }
}

package com.trubrics.appender.internal.discover;

import com.trubrics.appender.internal.discover.LineShape.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of lines that an application logs: at most {@value #MOST}, with copies of at most {@value #MOST_BYTES} bytes of
 * lines. For finished texts of one logger, at most {@value #MOST_TEXTS} shapes are separate kinds; all others are one kind. A
 * line of a known kind needs a lookup; a new one takes a lock. Thread-safe.
 */
final class LineKinds {

    static final int MOST = 500;
    static final int MOST_TEXTS = 50;
    static final long MOST_BYTES = 8L << 20;

    /** Different texts may be of one kind. */
    private static final int MOST_KEYS = 4 * MOST;

    private static final LineShape ANY_TEXT = new LineShape(Form.TEXT, List.of("", ""));

    private final Map<String, LineKind> byKey = new ConcurrentHashMap<>();
    private final LongAdder unlisted = new LongAdder();
    private final AtomicLong bytes = new AtomicLong();

    // Guarded by this.
    private final Map<Integer, LineKind> kinds = new LinkedHashMap<>();
    private final VaryingWords words = new VaryingWords();
    private int lastId;
    private int merges;

    /** Returns the kind of a line; null if there are too many. */
    @Nullable
    LineKind of(String logger, String level, LineShape shape) {
        String scope = logger + "\u0000" + level + "\u0000";
        LineKind known = byKey.get(scope + shape.key());
        LineKind kind = known == null ? find(logger, level, shape, scope) : known;
        if (kind == null) {
            unlisted.increment();
        }
        return kind;
    }

    private synchronized @Nullable LineKind find(String logger, String level, LineShape shape, String scope) {
        LineShape common = shape;
        if (shape.form() == Form.TEXT && shape.hasWords()) {
            LineShape open = words.learn(scope, shape);
            common = open == null ? shape : open;
            if (!byKey.containsKey(scope + common.key()) && isCrowded(logger, level)) {
                common = ANY_TEXT;
            }
        }
        String key = scope + common.key();
        LineKind kind = byKey.get(key);
        if (kind == null && kinds.size() < MOST) {
            kind = new LineKind(++lastId, logger, level, common);
            if (!common.equals(shape)) {
                merge(kind, scope);
            }
            kinds.put(kind.id(), kind);
            byKey.put(key, kind);
        }
        if (kind != null && byKey.size() < MOST_KEYS) {
            byKey.put(scope + shape.key(), kind);
        }
        return kind;
    }

    private boolean isCrowded(String logger, String level) {
        return kinds.values().stream()
                        .filter(kind -> kind.shape().form() == Form.TEXT && kind.isOf(logger, level))
                        .count()
                >= MOST_TEXTS;
    }

    /** Merges kinds whose words have turned out to vary. */
    private void merge(LineKind merged, String scope) {
        if (merged.shape().equals(ANY_TEXT)) {
            return;
        }
        for (LineKind kind : List.copyOf(kinds.values())) {
            String key = scope + kind.shape().key();
            if (kind.shape().form() == Form.TEXT
                    && byKey.get(key) == kind
                    && merged.shape().equals(words.learn(scope, kind.shape()))) {
                merged.absorb(kind);
                kinds.remove(kind.id());
                byKey.replaceAll((other, old) -> old == kind ? merged : old);
                merges++;
            }
        }
    }

    /** Acquires memory for a copy of that size, and returns whether there was enough. */
    boolean acquire(int size) {
        if (bytes.addAndGet(size) <= MOST_BYTES) {
            return true;
        }
        bytes.addAndGet(-size);
        return false;
    }

    /** Releases memory. */
    void release(int size) {
        bytes.addAndGet(-size);
    }

    /** Returns all kinds, in the order in which they were first seen. */
    synchronized List<LineKind> all() {
        return new ArrayList<>(kinds.values());
    }

    /** Returns how often kinds have been merged, so that previously reported ones no longer exist. */
    synchronized int merges() {
        return merges;
    }

    /** Returns how many lines belong to kinds that exceeded the limit. */
    long unlisted() {
        return unlisted.sum();
    }
}

package com.trubrics.appender.internal.path;

import com.trubrics.appender.internal.value.Freezer;
import com.trubrics.appender.internal.value.JsonReader;
import com.trubrics.appender.internal.value.MalformedJsonException;
import com.trubrics.appender.internal.value.ReentrancyGuard;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the paths of one log call share: the JSON that they have parsed, and where failures are reported. Made for each
 * call, and cheap until a path meets JSON. Not thread-safe.
 */
public final class PathContext {

    /** Marks text in the cache that looks like JSON but is not. */
    private static final Object NOT_JSON = new Object();

    private final int maxBytes;
    private final @Nullable String loggedBy;
    private final Consumer<String> report;

    private @Nullable Map<String, Object> containers;
    private @Nullable IdentityHashMap<Object, Object> nodes;

    /**
     * Creates the context of one log call.
     *
     * @param maxBytes the most characters of text that one path reads, and the most that is kept of one JSON text,
     *     counted as in {@link Freezer}; larger texts count as absent
     * @param loggedBy the name of the thread that logged the call; null if that is the current one
     * @param report receives the messages of {@link Path#read}; must not throw or wait
     */
    public PathContext(int maxBytes, @Nullable String loggedBy, Consumer<String> report) {
        this.maxBytes = maxBytes;
        this.loggedBy = loggedBy;
        this.report = report;
    }

    int maxBytes() {
        return maxBytes;
    }

    void report(String message) {
        report.accept(message);
    }

    /** Marks that code of the application may run until {@link ReentrancyGuard#end}. */
    @Nullable
    String begin() {
        return ReentrancyGuard.begin(loggedBy);
    }

    /** Returns the object or array that a text is, an empty one if it is too large, or null if the text is neither. */
    @Nullable
    Object containerIn(String text) {
        if (!beginsLikeContainer(text)) {
            return null;
        }
        Map<String, Object> known = containers;
        if (known == null) {
            known = new HashMap<>();
            containers = known;
        }
        Object container = known.get(text);
        if (container == null) {
            Object parsed = parse(text);
            container = parsed == null ? NOT_JSON : parsed;
            known.put(text, container);
        }
        return container == NOT_JSON ? null : container;
    }

    /** Returns what a node of a JSON library holds: a map, a list or a scalar; null if it holds nothing. */
    @Nullable
    Object contentOf(Object node) {
        IdentityHashMap<Object, Object> known = nodes;
        if (known == null) {
            known = new IdentityHashMap<>();
            nodes = known;
        }
        Object content = known.get(node);
        if (content == null) {
            content = frozen(node);
            known.put(node, content == null ? NOT_JSON : content);
        }
        return content == NOT_JSON ? null : content;
    }

    private @Nullable Object frozen(Object node) {
        Freezer freezer = new Freezer(maxBytes, loggedBy);
        Object frozen = freezer.freeze(node);
        return freezer.exceeded() ? null : frozen;
    }

    private static boolean beginsLikeContainer(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ' && c != '\uFEFF') {
                return c == '{' || c == '[';
            }
        }
        return false;
    }

    private @Nullable Object parse(String text) {
        Freezer freezer = new Freezer(maxBytes, loggedBy);
        try {
            Object value = JsonReader.readValue(text, freezer);
            return freezer.exceeded() ? List.of() : value;
        } catch (MalformedJsonException notJson) {
            return null;
        }
    }
}

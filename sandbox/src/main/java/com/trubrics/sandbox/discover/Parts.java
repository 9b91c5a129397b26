package com.trubrics.sandbox.discover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.trubrics.sandbox.web.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lists the paths into a value: members of objects, of JSON and of {@code name=value} text. It only guesses
 * paths; the code of the appender decides what they read.
 */
final class Parts {
    private static final int MOST_LEVELS = 6;
    private static final int MOST_CHARS = 20_000;
    private static final int MOST_NAMES = 30;

    private static final Pattern NAMED = Pattern.compile("(?<![\\w.$-])([A-Za-z_$][\\w.$-]{0,60})\\s{0,2}=(?!=)");

    /** Lists of messages, whose last element is the latest. */
    private static final Set<String> LATEST_LAST = Set.of("messages", "history", "contents");

    /** Lists of answers, whose first element is the best. */
    private static final Set<String> BEST_FIRST = Set.of("choices", "candidates", "content");

    private final Consumer<String> paths;
    private int left;

    /** @param most how many paths are listed */
    Parts(int most, Consumer<String> paths) {
        this.left = most;
        this.paths = paths;
    }

    /** Lists the paths into a value that a path reads. */
    void list(String path, @Nullable Object value) {
        list(path, value, 1);
    }

    private void list(String path, @Nullable Object value, int level) {
        if (level > MOST_LEVELS || value == null) {
            return;
        }
        Object content = value instanceof String text ? container(text) : value;
        if (content instanceof RecordedObject object) {
            members(path, object.members(), level);
        } else if (content instanceof Map<?, ?> map) {
            members(path, map, level);
        } else if (content instanceof List<?> elements) {
            elements(path, elements, level);
        } else if (content instanceof String text) {
            names(text).forEach(name -> member(path + "." + Escaped.step(name), null, level));
        }
    }

    private void members(String path, Map<?, ?> map, int level) {
        map.forEach((name, value) -> {
            if (!String.valueOf(name).isBlank()) {
                member(path + "." + Escaped.step(String.valueOf(name)), value, level);
            }
        });
    }

    private void member(String path, @Nullable Object value, int level) {
        if (left <= 0) {
            return;
        }
        if (value instanceof Map<?, ?> || value instanceof List<?> || isText(value)) {
            list(path, value, level + 1);
        } else {
            left--;
            paths.accept(path);
        }
    }

    /** A list of objects without common names, such as a list of parameters, is read by these names. */
    private void elements(String path, List<?> elements, int level) {
        if (elements.isEmpty()) {
            return;
        }
        String list = Reading.lastStep(path);
        if (LATEST_LAST.contains(list) || BEST_FIRST.contains(list)) {
            boolean latest = LATEST_LAST.contains(list);
            member(path + (latest ? "[-1]" : "[0]"), elements.get(latest ? elements.size() - 1 : 0), level);
            return;
        }
        Set<Object> names = new LinkedHashSet<>();
        boolean objects = elements.stream().allMatch(Map.class::isInstance);
        boolean different = objects
                && elements.stream()
                        .allMatch(each -> names.stream().noneMatch(((Map<?, ?>) each)::containsKey)
                                && names.addAll(((Map<?, ?>) each).keySet()));
        if (different) {
            elements.forEach(each -> members(path, (Map<?, ?>) each, level));
            return;
        }
        member(path + "[-1]", elements.get(elements.size() - 1), level);
        if (elements.size() > 1) {
            member(path + "[0]", elements.get(0), level);
        }
    }

    /** Returns whether a value is text from which parts can be read. */
    static boolean isText(@Nullable Object value) {
        return value instanceof String text
                && (container(text) != text || names(text).size() > 1);
    }

    /** Returns whether a text is a JSON object or list. */
    static boolean isJson(String text) {
        return container(text) != text;
    }

    /** Returns the object or list that a JSON text is, or the text. */
    private static Object container(String text) {
        String bare = text.strip();
        boolean looks = (bare.startsWith("{") && bare.endsWith("}")) || (bare.startsWith("[") && bare.endsWith("]"));
        if (!looks || text.length() > MOST_CHARS) {
            return text;
        }
        try {
            return Json.MAPPER.readValue(text, Object.class);
        } catch (JsonProcessingException noJson) {
            return text;
        }
    }

    private static Set<String> names(String text) {
        Set<String> names = new LinkedHashSet<>();
        Matcher named = NAMED.matcher(text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) : text);
        while (names.size() < MOST_NAMES && named.find()) {
            names.add(named.group(1));
        }
        return names;
    }
}

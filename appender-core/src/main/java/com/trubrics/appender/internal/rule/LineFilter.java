package com.trubrics.appender.internal.rule;

import com.trubrics.appender.internal.match.LoggerNames;
import com.trubrics.appender.spi.LogCallReader;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which lines a rule looks at, before it reads any of them: loggers, levels and markers. An empty list admits all.
 * Allocates nothing; thread-safe.
 */
final class LineFilter {

    private final List<String> loggers;
    private final LoggerNames loggerNames;
    private final String[] levels;
    private final String[] markers;

    LineFilter(List<String> loggers, List<String> levels, List<String> markers) {
        this.loggers = loggers;
        this.loggerNames = new LoggerNames(loggers);
        this.levels =
                levels.stream().map(level -> level.toUpperCase(Locale.ROOT)).toArray(String[]::new);
        this.markers = markers.toArray(String[]::new);
    }

    List<String> loggers() {
        return loggers;
    }

    List<String> levels() {
        return List.of(levels);
    }

    boolean takesLogger(String name) {
        return loggerNames.isEmpty() || loggerNames.contain(name);
    }

    /** Returns what a line lacks, as the end of a sentence about the rule; null if it lacks nothing. */
    <E> @Nullable String refusal(LogCallReader<E> reader, E call) {
        if (!takesLevel(reader.levelName(call))) {
            return "requires level " + String.join(" or ", levels);
        }
        return takesMarkers(reader, call) ? null : "requires marker " + String.join(" or ", markers);
    }

    <E> boolean takesLevelAndMarkers(LogCallReader<E> reader, E call) {
        return takesLevel(reader.levelName(call)) && takesMarkers(reader, call);
    }

    private boolean takesLevel(String name) {
        for (String level : levels) {
            if (level.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return levels.length == 0;
    }

    private <E> boolean takesMarkers(LogCallReader<E> reader, E call) {
        for (String marker : markers) {
            if (reader.hasMarker(call, marker)) {
                return true;
            }
        }
        return markers.length == 0;
    }

    /** Returns whether this filter admits every line that the other one admits. */
    boolean covers(LineFilter other) {
        return covers(loggers, other.loggers, (ours, theirs) -> (theirs + ".").startsWith(ours + "."))
                && covers(levels(), other.levels(), String::equals)
                && covers(List.of(markers), List.of(other.markers), String::equals);
    }

    private static boolean covers(List<String> ours, List<String> theirs, BiPredicate<String, String> covers) {
        return ours.isEmpty()
                || (!theirs.isEmpty()
                        && theirs.stream().allMatch(their -> ours.stream().anyMatch(our -> covers.test(our, their))));
    }
}

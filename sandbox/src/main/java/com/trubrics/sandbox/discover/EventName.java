package com.trubrics.sandbox.discover;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the name of an event from a line: {@code "Order {} placed by {}"} is "Order Placed". */
final class EventName {
    private static final int MOST_WORDS = 5;

    /** Where what follows is no part of the sentence. */
    private static final Pattern END = Pattern.compile("[:=|/\\n\\[({,;]");

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}' -]+");
    private static final Set<String> AT_THE_END = Set.of(
            "by", "from", "for", "with", "to", "at", "in", "on", "of", "as", "is", "was", "the", "a", "an", "and", "or",
            "id", "via", "into", "over");
    private static final Set<String> LEFT_OUT =
            Set.of("has", "been", "was", "were", "is", "successfully", "the", "a", "an");
    private static final Pattern PAST = Pattern.compile(
            "(?i)[a-z]{2,}ed|sent|paid|made|begun|bought|built|left|lost|sold|won|done|put|read|written|chosen|taken");
    private static final Set<String> NOT_PAST = Set.of(
            "need", "speed", "feed", "seed", "embed", "red", "bed", "exceed", "proceed", "succeed", "based", "shared",
            "used", "failed");
    private static final List<String> NAMING =
            List.of("action", "operation", "event_type", "op", "op_type", "activity", "operation_type");

    private EventName() {}

    /** Returns a name; never empty. */
    static String of(Reading reading) {
        List<String> words = words(reading.line());
        if (words.isEmpty()) {
            return reading.candidates().stream()
                    .filter(candidate -> NAMING.contains(PlaceholderNames.snake(Reading.lastStep(candidate.path()))))
                    .filter(candidate -> candidate.first() instanceof String text && text.length() < 40)
                    .findFirst()
                    .map(candidate -> title(
                            List.of(PlaceholderNames.snake(candidate.text()).split("_", -1))))
                    .orElseGet(() -> ofLogger(reading.kind().logger()));
        }
        return title(words);
    }

    private static List<String> words(Line line) {
        List<String> words = new ArrayList<>();
        for (Line.Token token : line.tokens()) {
            String text = token instanceof Line.Word word
                    ? word.text()
                    : token instanceof Line.Text fixed ? fixed.text() : "";
            int end = end(text, !words.isEmpty());
            boolean ends = end < text.length();
            String part = text.substring(0, end);
            if (ends && text.charAt(end) == '=') {
                part = part.replaceFirst("[\\w.$-]+\\s*$", ""); // the key of a value
            }
            for (String word : NO_WORD.matcher(part).replaceAll(" ").strip().split("[ -]+", -1)) {
                boolean skipped = word.isEmpty() || LEFT_OUT.contains(word.toLowerCase(Locale.ROOT));
                if (!skipped && !(words.isEmpty() && AT_THE_END.contains(word.toLowerCase(Locale.ROOT)))) {
                    words.add(word);
                }
                if (isPast(word) && words.size() > 1) {
                    return words;
                }
            }
            if (ends) {
                break;
            }
        }
        return trimmed(words);
    }

    /** Returns where the sentence ends, if it has begun. */
    private static int end(String text, boolean begun) {
        Matcher end = END.matcher(text);
        while (end.find()) {
            if (begun || text.substring(0, end.start()).chars().anyMatch(Character::isLetter)) {
                return end.start();
            }
        }
        return text.length();
    }

    private static List<String> trimmed(List<String> words) {
        List<String> trimmed = new ArrayList<>(words.subList(0, Math.min(words.size(), MOST_WORDS)));
        while (trimmed.size() > 1
                && AT_THE_END.contains(trimmed.get(trimmed.size() - 1).toLowerCase(Locale.ROOT))) {
            trimmed.remove(trimmed.size() - 1);
        }
        return trimmed;
    }

    private static String ofLogger(String logger) {
        String simple = logger.substring(logger.lastIndexOf('.') + 1);
        return title(List.of(PlaceholderNames.snake(simple).split("_", -1)));
    }

    private static String title(List<String> words) {
        List<String> title = new ArrayList<>();
        for (String word : words) {
            title.add(word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return String.join(" ", title);
    }

    /** Returns whether a word says that something has happened. */
    static boolean isPast(String word) {
        return PAST.matcher(word).matches() && !NOT_PAST.contains(word.toLowerCase(Locale.ROOT));
    }
}

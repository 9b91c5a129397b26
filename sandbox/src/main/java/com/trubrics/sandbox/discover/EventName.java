package com.trubrics.sandbox.discover;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes the name of an event from a line: {@code "Order {} over {} EUR placed by {}"} is "Order Placed". Of the sentences in
 * a line, the first one counts that says what has happened; keys of values are no words.
 */
final class EventName {
    private static final int MOST_WORDS = 5;

    private static final Pattern END_OF_SENTENCE = Pattern.compile("[:\uFF1A|/\\n;]");
    private static final Pattern KEY = Pattern.compile("[\\w.$-]+\\s?=");
    private static final Pattern TAG = Pattern.compile("^\\s*\\[[A-Za-z]+]");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}']+");

    /** What varies is no word, and separates none. */
    private static final String HOLE = "\u0000";

    private static final Set<String> PREPOSITIONS = Set.of(
            "by", "from", "for", "with", "to", "at", "in", "on", "of", "as", "via", "into", "over", "and", "or", "id");
    private static final Set<String> LEFT_OUT = Set.of(
            "has",
            "have",
            "been",
            "was",
            "were",
            "is",
            "are",
            "successfully",
            "the",
            "a",
            "an",
            "took",
            "ms",
            "get",
            "post",
            "put",
            "patch",
            "delete");
    private static final Set<String> PARTICLES = Set.of("in", "out", "up", "off");
    private static final Set<String> WITH_PARTICLES =
            Set.of("sign", "signed", "log", "logged", "check", "checked", "opt", "opted", "topped", "rolled", "picked");

    private static final Pattern PAST = Pattern.compile(
            "(?i)[a-z]{2,}ed|sent|paid|made|begun|bought|built|left|lost|sold|won|done|written|chosen|taken");
    private static final Set<String> NOT_PAST = Set.of(
            "need", "speed", "feed", "seed", "embed", "red", "bed", "exceed", "proceed", "succeed", "based", "shared",
            "used", "failed");

    /** Values that name what happens. */
    private static final List<String> NAMING = List.of(
            "action",
            "operation",
            "event",
            "event_type",
            "event_name",
            "op",
            "op_type",
            "activity",
            "operation_type",
            "msg",
            "message");

    private static final int MAX_VALUE = 40;

    private EventName() {}

    /** Returns a name; never empty. */
    static String of(Reading reading) {
        List<List<String>> sentences = sentences(reading.line());
        for (List<String> sentence : sentences) {
            List<String> done = whatIsDone(sentence);
            if (!done.isEmpty()) {
                return title(done);
            }
        }
        List<String> first = sentences.isEmpty() ? List.of() : trimmed(sentences.get(0));
        if (!first.isEmpty()) {
            return title(first);
        }
        return reading.candidates().stream()
                .filter(candidate -> NAMING.contains(PlaceholderNames.snake(Reading.lastStep(candidate.path()))))
                .filter(candidate -> candidate.first() instanceof String text && text.length() < MAX_VALUE)
                .findFirst()
                .map(candidate -> ofIdentifier(candidate.text()))
                .orElseGet(() -> ofLogger(reading.kind().logger()));
    }

    /** Returns the sentences that have words. */
    private static List<List<String>> sentences(Line line) {
        String whole = line.tokens().stream()
                .map(token -> token instanceof Line.Word word
                        ? word.text()
                        : token instanceof Line.Text text ? text.text() : HOLE)
                .collect(Collectors.joining());
        String prose = KEY.matcher(TAG.matcher(whole).replaceFirst("")).replaceAll(" ");
        List<List<String>> sentences = new ArrayList<>();
        for (String sentence : END_OF_SENTENCE.split(prose, -1)) {
            List<String> words = new ArrayList<>();
            for (String word : NO_WORD.split(sentence, -1)) {
                if (!word.isEmpty() && !LEFT_OUT.contains(word.toLowerCase(Locale.ROOT))) {
                    words.add(word);
                }
            }
            if (!words.isEmpty()) {
                sentences.add(words);
            }
        }
        return sentences;
    }

    /** Returns what the sentence is about, and what has happened to it; empty if it does not say. */
    private static List<String> whatIsDone(List<String> sentence) {
        for (int i = 0; i < sentence.size(); i++) {
            if (isPast(sentence.get(i))) {
                List<String> done = new ArrayList<>(upToPreposition(sentence.subList(0, i)));
                done.add(sentence.get(i));
                boolean phrasal = WITH_PARTICLES.contains(sentence.get(i).toLowerCase(Locale.ROOT))
                        && i + 1 < sentence.size()
                        && PARTICLES.contains(sentence.get(i + 1).toLowerCase(Locale.ROOT));
                if (phrasal) {
                    done.add(sentence.get(i + 1));
                } else if (i == 0) {
                    done.addAll(upToPreposition(sentence.subList(1, Math.min(sentence.size(), 3)))); // "Created order"
                }
                return done;
            }
        }
        return List.of();
    }

    private static List<String> upToPreposition(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (PREPOSITIONS.contains(words.get(i).toLowerCase(Locale.ROOT))) {
                return words.subList(0, i);
            }
        }
        return words.subList(Math.max(0, words.size() - 3), words.size());
    }

    private static List<String> trimmed(List<String> words) {
        List<String> trimmed = new ArrayList<>(words.subList(0, Math.min(words.size(), MOST_WORDS)));
        while (!trimmed.isEmpty() && endsInPreposition(trimmed)) {
            trimmed.remove(trimmed.size() - 1);
        }
        return trimmed;
    }

    private static boolean endsInPreposition(List<String> words) {
        String last = words.get(words.size() - 1).toLowerCase(Locale.ROOT);
        boolean phrasal = words.size() > 1
                && PARTICLES.contains(last)
                && WITH_PARTICLES.contains(words.get(words.size() - 2).toLowerCase(Locale.ROOT));
        return PREPOSITIONS.contains(last) && !phrasal;
    }

    private static String ofLogger(String logger) {
        return ofIdentifier(logger.substring(logger.lastIndexOf('.') + 1));
    }

    private static String ofIdentifier(String identifier) {
        return title(List.of(PlaceholderNames.snake(identifier).split("_", -1)));
    }

    private static String title(List<String> words) {
        return words.stream()
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining(" "));
    }

    /** Returns whether a word says that something has happened. */
    static boolean isPast(String word) {
        return PAST.matcher(word).matches() && !NOT_PAST.contains(word.toLowerCase(Locale.ROOT));
    }
}

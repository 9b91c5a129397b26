package com.trubrics.sandbox.discover;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Derives the name of an event from a line: {@code "Order {} over {} EUR placed by {}"} becomes "Order Placed". It takes the
 * first sentence that says in English what has happened, or else the first words of the line, in whatever language they are.
 * Keys of values do not count as words.
 */
final class EventName {
    private static final int MOST_WORDS = 5;

    private static final Pattern END_OF_SENTENCE = Pattern.compile("[:\uFF1A|/\\n;\uFF1B\u3002]");
    private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{M}\\p{N}_.$-]+\\s?=(?!>)");
    private static final Pattern TAG = Pattern.compile("^\\s*\\[[A-Za-z]+]");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}'\u2019]+");

    /** Stands for a value: neither a word nor the end of a sentence. */
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

    /** Values with these names tell what has happened. */
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

    /** In characters; languages without blanks have long words. */
    private static final int MAX_NAME = 60;

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
        for (List<String> sentence : sentences) {
            List<String> telling = trimmed(sentence);
            if (!telling.isEmpty()) {
                return title(telling);
            }
        }
        return reading.candidates().stream()
                .filter(candidate -> NAMING.contains(PlaceholderNames.snake(Reading.lastStep(candidate.path()))))
                .filter(candidate -> candidate.first() instanceof String text && text.length() < MAX_VALUE)
                .findFirst()
                .map(candidate -> ofIdentifier(candidate.text()))
                .orElseGet(() -> ofLogger(reading.kind().logger()));
    }

    /** Returns the sentences that have words. */
    private static List<List<String>> sentences(MessageTemplate line) {
        String untagged = TAG.matcher(text(line)).replaceFirst("");
        String prose = KEY.matcher(untagged).replaceAll(" ");
        List<List<String>> sentences = new ArrayList<>();
        for (String sentence : END_OF_SENTENCE.split(prose, -1)) {
            List<String> words = new ArrayList<>();
            for (String word : NO_WORD.split(sentence, -1)) {
                String bare = SmallWords.withoutElision(word);
                if (bare.codePoints().anyMatch(Character::isLetterOrDigit)
                        && !LEFT_OUT.contains(bare.toLowerCase(Locale.ROOT))) {
                    words.add(bare);
                }
            }
            if (!words.isEmpty()) {
                sentences.add(words);
            }
        }
        return sentences;
    }

    private static String text(MessageTemplate line) {
        StringBuilder text = new StringBuilder();
        boolean behindAHole = false;
        for (MessageTemplate.Token token : line.tokens()) {
            if (token instanceof MessageTemplate.Text fixed) {
                text.append(behindAHole ? SmallWords.withoutParticle(fixed.text()) : fixed.text());
            } else {
                text.append(token instanceof MessageTemplate.Word word ? word.text() : HOLE);
            }
            behindAHole = token instanceof MessageTemplate.Hole;
        }
        return text.toString();
    }

    /** Returns the subject of the sentence and what has happened to it; empty if the sentence does not tell. */
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
        List<String> trimmed = words.stream()
                .filter(word -> !SmallWords.contains(word))
                .limit(MOST_WORDS)
                .collect(Collectors.toCollection(ArrayList::new));
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
        String title = words.stream()
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining(" "));
        if (title.length() <= MAX_NAME) {
            return title;
        }
        boolean splits = Character.isHighSurrogate(title.charAt(MAX_NAME - 1));
        return title.substring(0, splits ? MAX_NAME - 1 : MAX_NAME).strip();
    }

    /** Returns whether a word says that something has happened. */
    static boolean isPast(String word) {
        return PAST.matcher(word).matches() && !NOT_PAST.contains(word.toLowerCase(Locale.ROOT));
    }
}

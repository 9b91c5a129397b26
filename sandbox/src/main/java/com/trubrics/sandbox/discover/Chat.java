package com.trubrics.sandbox.discover;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of a kind hold of an exchange with a language model: the prompt, the answer, both or neither.
 *
 * @param prompt null for none
 * @param generation null for none
 */
record Chat(@Nullable Candidate prompt, @Nullable Candidate generation) {
    private static final Pattern ABOUT_MODELS = Pattern.compile(
            "(?i)prompt|completion|\\bllm\\b|\\bchat|openai|langchain|anthropic|ollama|\\bmodel\\b|assistant|gpt|\\bai\\b");
    private static final Pattern ASKS = Pattern.compile("(?i)prompt|request|question|\\bask|user message|input");
    private static final Pattern ANSWERS =
            Pattern.compile("(?i)completion|response|answer|repl(y|ied)|generat|output|assistant message");

    private static final Pattern PROMPT_PATH = Pattern.compile(
            "(?i).*messages\\[-1]\\.(content|text)|.*(^|[._])(prompt|question|user_?message|query_text|user_?input)(_[0-9]+)?(\\.(text|content))?");
    private static final Pattern GENERATION_PATH = Pattern.compile(
            "(?i).*choices\\[(0|-1)]\\.(message\\.content|text|delta\\.content)|.*(^|[._])(completion|generation|answer|reply|output_text|assistant_?message)(_[0-9]+)?(\\.(text|content))?|.*content\\[(0|-1)]\\.text|.*\\.message\\.content");

    private static final Pattern WHO = Pattern.compile("(.*_)?(user|user_?id|user_?name|login|email)(_[0-9]+)?");
    private static final Pattern TEXT = Pattern.compile("content|text|textContent");

    private static final Chat NOTHING = new Chat(null, null);

    static Chat of(Reading reading) {
        Optional<Candidate> prompt = first(reading, PROMPT_PATH);
        Optional<Candidate> generation = first(reading, GENERATION_PATH);
        if (prompt.isPresent() && generation.isPresent()) {
            return new Chat(prompt.get(), generation.get());
        }
        String words = reading.kind().words();
        String logger = reading.kind().logger();
        String simple = logger.substring(logger.lastIndexOf('.') + 1);
        boolean about = ABOUT_MODELS.matcher(words).find()
                || ABOUT_MODELS.matcher(logger.replace('.', ' ')).find();
        boolean clear = prompt.isPresent() || generation.isPresent();
        if (!about && !clear) {
            return NOTHING;
        }
        boolean answers = generation.isPresent()
                || (prompt.isEmpty()
                        && (ANSWERS.matcher(words).find()
                                || (!ASKS.matcher(words).find()
                                        && ANSWERS.matcher(simple).find())));
        if (answers) {
            return new Chat(null, generation.or(() -> longest(reading)).orElse(null));
        }
        boolean asks = prompt.isPresent()
                || ASKS.matcher(words).find()
                || ASKS.matcher(simple).find();
        return asks ? new Chat(prompt.or(() -> longest(reading)).orElse(null), null) : NOTHING;
    }

    private static Optional<Candidate> first(Reading reading, Pattern path) {
        return reading.candidates().stream()
                .filter(candidate -> candidate.origin() != Candidate.Origin.WORD)
                .filter(candidate -> !candidate.isContainer())
                .filter(candidate -> candidate.first() instanceof CharSequence)
                .filter(candidate -> path.matcher(candidate.path()).matches())
                .findFirst();
    }

    /** Of several texts, returns the one that is named like a prompt or an answer, or else the longest that contains blanks. */
    private static Optional<Candidate> longest(Reading reading) {
        List<Candidate> texts = reading.candidates().stream()
                .filter(candidate ->
                        candidate.origin() == Candidate.Origin.HOLE || candidate.origin() == Candidate.Origin.PART)
                .filter(candidate -> !candidate.isContainer() && candidate.first() instanceof CharSequence)
                .filter(candidate -> !candidate.isNumberAsText()
                        && !WHO.matcher(candidate.name()).matches())
                .toList();
        Optional<Candidate> named = texts.stream()
                .filter(candidate -> candidate.origin() == Candidate.Origin.PART)
                .filter(candidate ->
                        TEXT.matcher(Reading.lastStep(candidate.path())).matches())
                .findFirst();
        if (named.isPresent() || texts.size() == 1) {
            return named.isPresent() ? named : Optional.of(texts.get(0));
        }
        return texts.stream()
                .filter(candidate -> candidate.text().strip().contains(" "))
                .max(Comparator.comparingInt(candidate -> candidate.text().length()));
    }

    boolean isOne() {
        return prompt != null || generation != null;
    }

    boolean isWhole() {
        return prompt != null && generation != null;
    }

    /** Returns the kind that has the other half, and follows or precedes this one on its threads; null if there is none. */
    static @Nullable Half otherHalf(Reading reading, List<Reading> others) {
        Chat own = of(reading);
        if (!own.isOne() || own.isWhole()) {
            return null;
        }
        Half best = null;
        int most = 0;
        for (Reading other : others) {
            Chat theirs = of(other);
            boolean fits = (own.prompt == null) != (theirs.prompt == null) && theirs.isOne() && !theirs.isWhole();
            int after = reading.kind().followers().getOrDefault(other.kind().number(), 0);
            int before = other.kind().followers().getOrDefault(reading.kind().number(), 0);
            int times = Math.max(after, before) * 10 + (shareLogger(reading.kind(), other.kind()) ? 5 : 0);
            if (fits && Math.max(after, before) > 0 && times > most) {
                most = times;
                best = new Half(other, after >= before && !isFirst(other.kind(), reading.kind()));
            }
        }
        return best;
    }

    /** If lines alternate, the first samples show which one comes first. */
    private static boolean isFirst(Kind one, Kind other) {
        if (one.samples().isEmpty() || other.samples().isEmpty()) {
            return false;
        }
        return one.samples().get(0).at().isBefore(other.samples().get(0).at());
    }

    private static boolean shareLogger(Kind one, Kind other) {
        String a = one.logger().toLowerCase(Locale.ROOT);
        String b = other.logger().toLowerCase(Locale.ROOT);
        return a.substring(0, Math.max(0, a.lastIndexOf('.'))).equals(b.substring(0, Math.max(0, b.lastIndexOf('.'))));
    }

    /**
     * The other half of an exchange.
     *
     * @param last whether its line comes after the one that it belongs to
     */
    record Half(Reading reading, boolean last) {}
}

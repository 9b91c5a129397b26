package com.trubrics.sandbox.discover;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The message of a kind as a rule can write it: fixed texts, holes, and words that can become holes. All holes and words
 * have different names.
 *
 * @param tokens in their order; empty if the lines have no message
 */
record MessageTemplate(List<Token> tokens) {
    private static final int MOST_WORDS = 40;

    /** A part of the message. */
    sealed interface Token {
        /** Returns the name by which a path reads this part; null if it cannot be read. */
        @Nullable
        String name();
    }

    /** A fixed text. */
    record Text(String text) implements Token {
        @Override
        public @Nullable String name() {
            return null;
        }
    }

    /** Something that varies. */
    record Hole(String name) implements Token {}

    /** A word that was the same in all lines so far. */
    record Word(String name, String text) implements Token {}

    /**
     * Reads the message of a kind.
     *
     * @param values an example of what stands in each hole, empty for none
     */
    static MessageTemplate of(Kind kind, List<String> values) {
        if (kind.form() == Kind.Form.FIELDS) {
            return new MessageTemplate(List.of());
        }
        PlaceholderNames names = new PlaceholderNames();
        List<String> pieces = kind.pieces();
        List<String> holes = new ArrayList<>();
        for (int i = 0; i + 1 < pieces.size(); i++) {
            String value = i < values.size() ? values.get(i) : "";
            boolean whole = pieces.size() == 2
                    && pieces.get(0).isBlank()
                    && pieces.get(1).isBlank();
            String before = i == 0 ? pieces.get(0) : SmallWords.withoutParticle(pieces.get(i));
            holes.add(whole ? names.unique("data") : names.next(before, pieces.get(i + 1), value));
        }
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            if (kind.form() == Kind.Form.TEXT) {
                addWords(pieces.get(i), i > 0, i < holes.size(), names, tokens);
            } else {
                addText(pieces.get(i), tokens);
            }
            if (i < holes.size()) {
                tokens.add(new Hole(holes.get(i)));
            }
        }
        return new MessageTemplate(List.copyOf(tokens));
    }

    private static void addText(String text, List<Token> tokens) {
        if (!text.isEmpty()) {
            tokens.add(new Text(text));
        }
    }

    /** Splits a text into words. A word beside a hole stays text, because two holes must not touch. */
    private static void addWords(
            String piece, boolean holeBefore, boolean holeBehind, PlaceholderNames names, List<Token> tokens) {
        int done = 0;
        for (int from = 0; from < piece.length(); from++) {
            int to = from;
            while (to < piece.length() && (Character.isLetter(piece.charAt(to)) || piece.charAt(to) == '_')) {
                to++;
            }
            boolean touches = (from == 0 && holeBefore) || (to == piece.length() && holeBehind);
            boolean room = tokens.stream().filter(Word.class::isInstance).count() < MOST_WORDS;
            if (to > from && !touches && room) {
                addText(piece.substring(done, from), tokens);
                String word = piece.substring(from, to);
                tokens.add(new Word(names.unique(PlaceholderNames.snake(word)), word));
                done = to;
            }
            from = to;
        }
        addText(piece.substring(done), tokens);
    }

    List<Hole> holes() {
        return tokens.stream()
                .filter(Hole.class::isInstance)
                .map(Hole.class::cast)
                .toList();
    }

    List<Word> words() {
        return tokens.stream()
                .filter(Word.class::isInstance)
                .map(Word.class::cast)
                .toList();
    }

    /** Returns whether all of the message is one hole, so that it matches every line. */
    boolean isAnything() {
        return tokens.size() == 1 && tokens.get(0) instanceof Hole;
    }

    /** Returns the hole or word of that name. */
    Optional<Token> token(String name) {
        return tokens.stream().filter(token -> name.equals(token.name())).findFirst();
    }

    /**
     * Returns the option {@code message}.
     *
     * @param names what to call the holes and words that are read; other holes are not kept, other words stay
     */
    String pattern(Map<String, String> names) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            String name = token.name() == null ? null : names.get(token.name());
            if (name != null) {
                pattern.append('{').append(name).append('}');
            } else if (token instanceof Hole) {
                pattern.append("{-}");
            } else {
                pattern.append(fixed(text(token), i + 1 < tokens.size() ? beginning(tokens.get(i + 1), names) : ""));
            }
        }
        return Escaped.edged(pattern.toString());
    }

    /** Returns what a token is written as, or only its first character. */
    private static String beginning(Token token, Map<String, String> names) {
        boolean read = token instanceof Hole || (token.name() != null && names.containsKey(token.name()));
        return read ? "{" : text(token);
    }

    private static String text(Token token) {
        return token instanceof Word word ? word.text() : ((Text) token).text();
    }

    /** Writes {@code {-}} in place of a character that no configuration can contain. */
    private static String fixed(String text, String next) {
        StringBuilder written = new StringBuilder();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (Escaped.isUnwritable(text.charAt(i)) && !Character.isSurrogate(text.charAt(i))) {
                written.append(Escaped.text(text.substring(from, i), "{"));
                written.append(from == i && i > 0 ? "" : "{-}");
                from = i + 1;
            }
        }
        return written.append(Escaped.text(text.substring(from), next)).toString();
    }
}

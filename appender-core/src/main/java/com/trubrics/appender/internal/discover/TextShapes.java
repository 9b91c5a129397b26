package com.trubrics.appender.internal.discover;

import com.trubrics.appender.internal.discover.LineShape.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the shape of a finished text: parts that seem to vary between lines become holes.
 *
 * <pre>
 * a word with a digit, an address, a path, a flag   u-42  10.0.0.7  jane@example.org  /orders/new  true
 * what stands in quotes                             '...'  "..."                       the quotes stay
 * the value of a pair                               status=ok  username: jane / IP Address: 10.0.0.7
 * an object                                         {"id":1}  [{"id":1}]  User{id=1}  User(id=1)  {id=1}
 * </pre>
 *
 * <p>Looks at the first {@value #MOST_CHARS} characters; the rest is a hole. Takes time proportional to them, whatever the
 * text: it looks ahead for the end of an object or a quoted text at most {@value #MOST_LOOKS} times.
 */
final class TextShapes {

    static final int MOST_CHARS = 4_000;
    private static final int MOST_LOOKS = 64;

    /** More holes would not be useful in a rule. */
    private static final int MOST_HOLES = 60;

    /** The maximum total length of the fixed pieces, because shapes are kept in memory. */
    private static final int MOST_PIECES = 1_000;

    private static final String END_OF_SENTENCE = ".:!?";
    private static final Pattern WITH_UNIT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)[A-Za-z%]{1,3}");
    private static final Pattern RULER = Pattern.compile("\\r?\\n([=*#_~-])\\1{2,}(?=[\\r\\n]|$)");

    private final String text;

    /** Whether something is missing at the end of the text. */
    private final boolean cut;

    private final List<String> pieces = new ArrayList<>();
    private final StringBuilder piece = new StringBuilder();
    private int length;
    private int looksLeft = MOST_LOOKS;

    private TextShapes(String text, boolean cut) {
        this.text = text;
        this.cut = cut;
    }

    /** Returns the shape of a text. */
    static LineShape of(String text) {
        if (isJson(text)) {
            return new LineShape(Form.TEXT, List.of("", ""));
        }
        boolean cut = text.length() > MOST_CHARS;
        TextShapes shapes = new TextShapes(cut ? text.substring(0, MOST_CHARS) : text, cut);
        shapes.readPairs();
        if (cut) {
            shapes.hole();
        }
        shapes.end();
        return new LineShape(Form.TEXT, shapes.pieces);
    }

    private static boolean isJson(String text) {
        String bare = text.strip();
        return (bare.startsWith("{\"") && bare.endsWith("}")) || (bare.startsWith("[{\"") && bare.endsWith("}]"));
    }

    /** Two adjacent holes become one, because the end of the first one would be unknown. */
    private void hole() {
        piece.setLength(Math.min(piece.length(), MOST_PIECES - length)); // the hole includes the rest
        if (pieces.isEmpty() || (piece.length() > 0 && pieces.size() < MOST_HOLES)) {
            pieces.add(piece.toString());
            length += piece.length();
        }
        piece.setLength(0);
    }

    private void end() {
        if (piece.length() > MOST_PIECES - length) {
            hole();
        }
        pieces.add(piece.toString());
    }

    private void readPairs() {
        List<TextPairs.Pair> pairs = TextPairs.of(text);
        int at = 0;
        for (int i = 0; i < pairs.size(); i++) {
            TextPairs.Pair pair = pairs.get(i);
            int end = i + 1 < pairs.size() ? pairs.get(i + 1).key() : endOfLast(pair.value());
            readProse(at, pair.key());
            piece.append(text, pair.key(), pair.value());
            at = endBeforeRuler(pair.value(), end);
            holeFor(text.substring(pair.value(), at));
        }
        readProse(at, text.length());
    }

    /** A line of dashes or the like belongs to no value. */
    private int endBeforeRuler(int from, int to) {
        Matcher ruler = RULER.matcher(text).region(from, to);
        return ruler.find() ? ruler.start() : to;
    }

    private int endOfLast(int from) {
        int end = text.length();
        while (end > from && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return end;
    }

    /** Replaces a value with a hole, if there is one. The unit of a number stays. */
    private void holeFor(String value) {
        if (value.isBlank()) {
            piece.append(value);
            return;
        }
        hole();
        Matcher number = WITH_UNIT.matcher(value);
        if (number.matches()) {
            piece.append(value, number.end(1), value.length());
        }
    }

    private void readProse(int from, int to) {
        int at = from;
        while (at < to) {
            int end = endOfObject(at, to);
            if (end < 0) {
                end = endOfQuoted(at, to);
                if (end > 0) {
                    piece.append(text.charAt(at));
                    hole();
                    piece.append(text.charAt(end - 1));
                } else {
                    end = readWord(at, to);
                }
            } else {
                hole();
            }
            at = end;
        }
    }

    /** Returns the end of the object that begins here; -1 if there is none. */
    private int endOfObject(int at, int to) {
        int open = at;
        while (open < to
                && TextWords.isOfName(text.charAt(open))
                && (at == 0 || !TextWords.isOfName(text.charAt(at - 1)))) {
            open++;
        }
        if (open >= to || "{[(".indexOf(text.charAt(open)) < 0 || looksLeft <= 0) {
            return -1;
        }
        boolean named = open > at;
        if (!named && text.charAt(open) == '(') {
            return -1;
        }
        looksLeft--;
        int end = closing(open, to);
        if (end < 0) {
            return cut && !named && text.startsWith("{\"", open) ? to : -1;
        }
        String inner = text.substring(open + 1, end - 1).stripLeading();
        boolean json = !named && (inner.startsWith("\"") ? text.charAt(open) == '{' : inner.startsWith("{\""));
        boolean fields = (named || text.charAt(open) == '{') && inner.matches("(?s)[A-Za-z_$][\\w.$]*\\s?[=:].*");
        return json || fields ? end : -1;
    }

    private int closing(int open, int to) {
        int depth = 0;
        boolean quoted = false;
        for (int i = open; i < to; i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && "{[(".indexOf(c) >= 0) {
                depth++;
            } else if (!quoted && "}])".indexOf(c) >= 0 && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    /** Returns the end of the quoted text that begins here; -1 if there is none. An apostrophe in a word is not a quote. */
    private int endOfQuoted(int at, int to) {
        char quote = text.charAt(at);
        if ((quote != '\'' && quote != '"') || isWithinWord(at - 1) || looksLeft <= 0) {
            return -1;
        }
        looksLeft--;
        for (int i = text.indexOf(quote, at + 1); i >= 0 && i < to; i = text.indexOf(quote, i + 1)) {
            if (!isWithinWord(i + 1)) {
                return i + 1;
            }
        }
        return -1;
    }

    private boolean isWithinWord(int at) {
        return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
    }

    /** Reads a word, or one character outside of words. Returns its end. */
    private int readWord(int at, int to) {
        int end = TextWords.end(text, at, to);
        if (end == at) {
            piece.append(text.charAt(at));
            return at + 1;
        }
        int wordEnd = end;
        while (wordEnd > at && END_OF_SENTENCE.indexOf(text.charAt(wordEnd - 1)) >= 0) {
            wordEnd--;
        }
        String word = text.substring(at, wordEnd);
        if (TextWords.seemsToVary(word) || isValue(at)) {
            holeFor(word);
        } else {
            piece.append(word);
        }
        piece.append(text, wordEnd, end);
        return end;
    }

    private boolean isValue(int at) {
        if (at < 1 || text.charAt(at - 1) != '=') {
            return false;
        }
        int key = at - 2;
        while (key >= 0 && TextWords.isOfKey(text.charAt(key)) && !TextWords.isOfName(text.charAt(key))) {
            key--;
        }
        return key >= 0 && TextWords.isOfName(text.charAt(key));
    }
}

package com.trubrics.appender.internal.rule;

import com.trubrics.appender.internal.path.Escapes;
import com.trubrics.appender.internal.path.MalformedPathException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A log message as it looks, with names in braces where it varies: {@code Order {order_id} placed by {user_id}}. The
 * whole message must match. There are two ways:
 *
 * <ul>
 *   <li>By its template: the unformatted message is the pattern with the names taken out,
 *       {@code "Order {} placed by {}"}. The names are then the call's parameters, with their types.
 *   <li>By its text: the message begins with the first fixed piece, has the next ones in this order, each at its first
 *       place after the one before, and ends with the last. The names are then the texts in between.
 * </ul>
 *
 * <p>A line end after the last character is optional in the message, because a YAML block always ends in one. Written as an
 * escape, it is required.
 *
 * <p>There is no backtracking, so that a line takes time proportional to its length. Immutable and thread-safe.
 */
final class MessagePattern {

    private static final String OPTION = "message";
    private static final String HOLE = "{}";

    private final List<@Nullable String> names;
    private final List<String> literals;
    private final LiteralPiece[] pieces;
    private final String template;

    /** Braces that are meant look like a placeholder in a template: then only the text tells. */
    private final boolean hasBraces;

    private final boolean cuttable;

    /** The same pattern without the line end after it; null if there is none. */
    private final @Nullable MessagePattern withoutLineEnd;

    private MessagePattern(
            List<@Nullable String> names,
            List<String> literals,
            List<String> pieces,
            @Nullable MessagePattern withoutLineEnd) {
        this.names = names;
        this.literals = literals;
        this.pieces = pieces.stream().map(LiteralPiece::new).toArray(LiteralPiece[]::new);
        this.template = String.join(HOLE, pieces);
        this.hasBraces = pieces.stream().anyMatch(piece -> piece.contains(HOLE));
        this.cuttable =
                pieces.subList(1, Math.max(1, pieces.size() - 1)).stream().noneMatch(String::isEmpty);
        this.withoutLineEnd = withoutLineEnd;
    }

    /** Parses the text of the option, with its escapes. */
    static MessagePattern parse(String written) throws MalformedRuleException {
        List<@Nullable String> names = new ArrayList<>();
        List<String> literals = new ArrayList<>();
        int at = 0;
        for (int open = written.indexOf('{'); open >= 0; open = written.indexOf('{', at)) {
            int close = written.indexOf('}', open);
            if (close < 0) {
                throw MalformedRuleException.unclosed(OPTION, written.substring(open));
            }
            literals.add(written.substring(at, open));
            names.add(name(written.substring(open + 1, close).strip(), names));
            at = close + 1;
        }
        literals.add(written.substring(at));
        List<String> pieces = new ArrayList<>();
        for (String literal : literals) {
            pieces.add(resolved(literal));
        }
        return new MessagePattern(
                names, literals, pieces, written.endsWith("\n") ? parse(withoutLineEnd(written)) : null);
    }

    private static String withoutLineEnd(String written) {
        return written.substring(0, written.length() - (written.endsWith("\r\n") ? 2 : 1));
    }

    private static @Nullable String name(String written, List<@Nullable String> before) throws MalformedRuleException {
        if (written.isEmpty() || written.equals("-")) {
            return null;
        }
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '_' && c != '-' && c != '$') {
                throw new MalformedRuleException("'message' has " + MalformedRuleException.quoted("{" + written + "}")
                        + ", which is not a name: a"
                        + " name consists of letters, digits, '_', '-' and '$' (paths belong in 'fields'); write \\x7B for"
                        + " a literal brace");
            }
        }
        if (before.contains(written)) {
            throw new MalformedRuleException("'message' has the name '{" + written + "}' twice");
        }
        return written;
    }

    private static String resolved(String written) throws MalformedRuleException {
        try {
            return Escapes.resolve(written);
        } catch (MalformedPathException malformed) {
            throw MalformedRuleException.in(OPTION, malformed);
        }
    }

    /** Returns the names, in their order; null where a value is not kept. */
    List<@Nullable String> names() {
        return names;
    }

    /** Returns the position of a name; -1 if there is no such name. */
    int position(String name) {
        return names.indexOf(name);
    }

    /** Returns whether texts can be cut. If two names are adjacent, a text does not show where the first one ends. */
    boolean isCuttable() {
        return cuttable;
    }

    /** Returns the fixed pieces as written, with their escapes. */
    List<String> literals() {
        return literals;
    }

    /** Returns whether an unformatted message is this pattern with the names taken out. */
    boolean isTemplate(String unformatted) {
        return (!hasBraces && template.equals(unformatted))
                || (withoutLineEnd != null && withoutLineEnd.isTemplate(unformatted));
    }

    /**
     * Returns whether a formatted message may begin like this pattern, as far as the unformatted message shows. Allocates
     * nothing.
     */
    boolean mayBegin(String unformatted) {
        String first = pieces[0].text();
        for (int i = 0; i < first.length(); i++) {
            if (i == unformatted.length()) {
                return withoutLineEnd != null && withoutLineEnd.mayBegin(unformatted);
            }
            if (isPlaceholder(unformatted, i)) {
                return true;
            }
            char c = unformatted.charAt(i);
            if (c != first.charAt(i)) {
                return c == '%' || c == '\\' || c == '\''; // of other message formats, or an escape
            }
        }
        return true;
    }

    private static boolean isPlaceholder(String unformatted, int at) {
        if (unformatted.charAt(at) != '{' || at + 1 == unformatted.length()) {
            return false;
        }
        char next = unformatted.charAt(at + 1);
        return next == '}' || (next >= '0' && next <= '9');
    }

    /**
     * Returns the texts in the places of the names, or null if the text does not match.
     *
     * @return null at the positions of values that are not kept
     */
    @Nullable
    String @Nullable [] cut(String text) {
        @Nullable String @Nullable [] values = cutAsWritten(text);
        return values != null || withoutLineEnd == null ? values : withoutLineEnd.cut(text);
    }

    private @Nullable String @Nullable [] cutAsWritten(String text) {
        LiteralPiece first = pieces[0];
        LiteralPiece last = pieces[pieces.length - 1];
        if (!cuttable || !text.startsWith(first.text())) {
            return null;
        }
        int end = text.length() - last.length();
        String[] values = new String[names.size()];
        if (values.length == 0) {
            return text.length() == first.length() ? values : null;
        }
        int at = first.length();
        for (int i = 1; i < pieces.length - 1; i++) {
            int place = pieces[i].placeIn(text, at);
            if (place < 0) {
                return null;
            }
            values[i - 1] = kept(i - 1, text, at, place);
            at = place + pieces[i].length();
        }
        if (at > end || !text.endsWith(last.text())) {
            return null;
        }
        values[values.length - 1] = kept(values.length - 1, text, at, end);
        return values;
    }

    private @Nullable String kept(int position, String text, int from, int to) {
        return names.get(position) == null ? null : text.substring(from, to);
    }

    /**
     * Returns whether every message that matches the other pattern matches this one, too. May be wrong where the values
     * themselves contain pieces of the patterns.
     */
    boolean covers(MessagePattern other) {
        return template.equals(other.template) || cut(other.template.replace(HOLE, "\uFFFF")) != null;
    }
}

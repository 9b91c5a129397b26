package com.trubrics.appender.internal.path;

import org.jspecify.annotations.Nullable;

/**
 * Reads the values of {@code name=value} text: decides where each of them ends.
 *
 * <ul>
 *   <li>A quoted value ends at the quote before {@code ,} {@code ;} {@code |} {@code )} {@code ]} <code>}</code>, a line
 *       end, the end of the text, or the next {@code name=}. So {@code lastName='O'Neil', age=5} is read correctly. If
 *       there is no such quote before the next quoted value, the value ends at the first quote without a letter or digit
 *       after it: {@code login='bob' from host='h'}. A quote after a backslash ends the value only if no other quote does.
 *   <li>A bare value ends at a comma followed by a blank, {@code ;}, {@code |}, a line end, a closing bracket without an
 *       opening one in the value, or before the next {@code name=} after a blank or a comma. A separator before that name
 *       is left out, as in {@code from=a -> to=b}. Brackets may enclose more: <code>Address{city=Rome, zip=1}</code>. If
 *       the value is JSON, brackets in its strings do not count.
 *   <li>In a form or a query, {@code a=1&b=2}, a bare value ends at the ampersand; in a URL, {@code url=/x?a=1&b=2}, it
 *       does not.
 *   <li>The bare word {@code null} is no value.
 * </ul>
 *
 * <p>Each method takes time proportional to the length of the text.
 */
final class ValueText {

    private static final String NULL = "null";

    private static final int ASCII_END = 0x80;

    /** Letters, digits and a few others. Asked for many characters of a text. */
    private static final boolean[] ASCII_IN_NAMES = new boolean[ASCII_END];

    static {
        for (char c = 0; c < ASCII_END; c++) {
            ASCII_IN_NAMES[c] = Character.isLetterOrDigit(c) || "_-.$".indexOf(c) >= 0;
        }
    }

    private final String text;

    ValueText(String text) {
        this.text = text;
    }

    /** Returns the value that begins at a position; null for the bare word {@code null}. */
    @Nullable
    String at(int start) {
        char first = start < text.length() ? text.charAt(start) : ' ';
        int quote = first == '\'' || first == '"' ? closingQuote(start + 1, first) : -1;
        if (quote >= 0) {
            return text.substring(start + 1, quote);
        }
        String bare = withoutSeparator(start, bareEnd(start)).strip();
        return bare.equals(NULL) ? null : bare;
    }

    /** Leaves out a separator between blanks, as in {@code from=a -> to=b} and {@code user=bob / plan=pro}. */
    private String withoutSeparator(int start, int end) {
        int to = end;
        if (end < text.length() && isBlank(text.charAt(end))) {
            int separator = end;
            while (separator > start && isSeparator(text.charAt(separator - 1))) {
                separator--;
            }
            to = separator > start && isBlank(text.charAt(separator - 1)) ? separator : end;
        }
        return text.substring(start, to);
    }

    private static boolean isSeparator(char c) {
        return "-/>&+~*#:.".indexOf(c) >= 0;
    }

    private int closingQuote(int from, char quote) {
        int beforeProse = -1;
        for (int i = text.indexOf(quote, from); i >= 0; i = text.indexOf(quote, i + 1)) {
            if (isEndOfQuoted(i + 1) && !isEscaped(i)) {
                return i;
            }
            if (beforeProse >= 0 && opensValue(i)) {
                return beforeProse;
            }
            if (beforeProse < 0 && (i + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(i + 1)))) {
                beforeProse = i;
            }
        }
        return beforeProse;
    }

    private boolean opensValue(int quote) {
        int sign = beforeBlanks(quote) - 1;
        return text.charAt(sign) == '=' || text.charAt(sign) == ':';
    }

    /** Returns whether a backslash escapes the quote. It could also be the end of a Windows path. */
    private boolean isEscaped(int quote) {
        int from = quote;
        while (from > 0 && text.charAt(from - 1) == '\\') {
            from--;
        }
        return (quote - from) % 2 == 1;
    }

    private boolean isEndOfQuoted(int afterQuote) {
        int at = afterBlanks(afterQuote);
        return at == text.length() || ",;|)]}\r\n".indexOf(text.charAt(at)) >= 0 || (at > afterQuote && isPair(at));
    }

    private int bareEnd(int start) {
        int open = 0;
        int endIfNeverClosed = text.length();
        boolean isUrl = false;
        boolean isJson = beginsLikeJson(start);
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            isUrl |= c == '?';
            if (isJson && c == '"') {
                int end = endOfString(i);
                isJson = end > i; // without an end, it is not a string
                i = end;
            } else if (c == '(' || c == '[' || c == '{') {
                endIfNeverClosed = open++ == 0 ? text.length() : endIfNeverClosed;
            } else if (c == ')' || c == ']' || c == '}') {
                if (open-- == 0) {
                    return i;
                }
                isJson &= open > 0;
            } else if (isEndOfBare(c, i) || (c == '&' && !isUrl && isParameter(i + 1))) {
                if (open == 0) {
                    return i;
                }
                endIfNeverClosed = Math.min(endIfNeverClosed, i);
            }
        }
        return open == 0 ? text.length() : endIfNeverClosed;
    }

    private boolean beginsLikeJson(int start) {
        int at = start;
        while (at < text.length() && (isOpening(text.charAt(at)) || (at > start && text.charAt(at) <= ' '))) {
            at++;
        }
        return at > start && at < text.length() && text.charAt(at) == '"';
    }

    private static boolean isOpening(char c) {
        return c == '{' || c == '[';
    }

    /** Returns the position of the quote that ends a JSON string, or of its first quote if it has no end. */
    private int endOfString(int start) {
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i;
            }
            if (c == '\\') {
                i++; // the next character does not end the string
            }
        }
        return start;
    }

    private boolean isEndOfBare(char c, int at) {
        return switch (c) {
            case ';', '|', '\n', '\r' -> true;
            case ',' -> at + 1 == text.length() || Character.isWhitespace(text.charAt(at + 1)) || isPair(at + 1);
            case ' ', '\t' -> isPair(at + 1);
            default -> false;
        };
    }

    /** Returns whether a name and an equals sign begin there, as in the next pair of logfmt. */
    boolean isPair(int start) {
        int at = start;
        while (at < text.length() && isOfName(text.charAt(at))) {
            at++;
        }
        return at > start && at < text.length() && text.charAt(at) == '=' && !Character.isDigit(text.charAt(start));
    }

    /** Returns whether another parameter of a form begins there, with any name: {@code card%5Bnumber%5D=1}. */
    private boolean isParameter(int start) {
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=') {
                return i > start;
            }
            if (c <= ' ' || c == '&' || c == ',' || c == ';') {
                return false;
            }
        }
        return false;
    }

    int afterBlanks(int from) {
        int at = from;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    int beforeBlanks(int end) {
        int at = end;
        while (at > 0 && isBlank(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    static boolean isOfName(char c) {
        return c < ASCII_END ? ASCII_IN_NAMES[c] : Character.isLetterOrDigit(c);
    }
}

package com.trubrics.appender.internal.path;

import org.jspecify.annotations.Nullable;

/**
 * The values under one name in text that is not JSON: a {@code toString()}, logfmt, or prose.
 *
 * <pre>
 * name=value   name='value'   name="value"   name: value       blanks around the sign do not count
 * </pre>
 *
 * <ul>
 *   <li>A quoted value ends at the quote before {@code ,} {@code ;} {@code |} {@code )} {@code ]} <code>}</code>, a line
 *       end, the end of the text, or the next {@code name=}: so {@code lastName='O'Neil', age=5} is read as meant. If
 *       there is none before the next quoted value, it ends at the first quote that no letter or digit follows:
 *       {@code login='bob' from host='h'}. A quote behind a backslash ends it only if no other one does.
 *   <li>A bare value ends at a comma and a blank, {@code ;}, {@code |}, a line end, a bracket that closes what the value
 *       has not opened, or before the next {@code name=} behind a blank or a comma, and what separates it from that, as in
 *       {@code from=a -> to=b}. What the value itself opens and
 *       closes belongs to it: <code>Address{city=Rome, zip=1}</code>. If it is JSON, brackets in its strings do not count.
 *   <li>In a form or a query, {@code a=1&b=2}, a bare value ends at the ampersand; in a URL, {@code url=/x?a=1&b=2}, it
 *       does not.
 *   <li>The bare word {@code null} is nothing, and so is a name without a value in logfmt: {@code name= other=value}.
 * </ul>
 *
 * <p>Every look is linear in the length of the text, whatever the text.
 */
final class NamedValues {

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
    private final String name;

    NamedValues(String text, String name) {
        this.text = text;
        this.name = name;
    }

    /** Returns the value at a position from 0, or from the end if negative; null if there is none. */
    @Nullable
    String get(int position) {
        int step = position < 0 ? -1 : 1;
        int sign = position < 0 ? text.length() : name.length() - 1;
        long left = position < 0 ? -(long) position : position + 1L;
        do {
            sign = nextSign(sign + step, step);
            left--;
        } while (left > 0 && sign >= 0);
        return sign < 0 || isEmpty(sign) ? null : valueFrom(afterBlanks(sign + 1));
    }

    /** Whether the next pair of logfmt follows at once, as in {@code name= other=value}. */
    private boolean isEmpty(int sign) {
        int next = afterBlanks(sign + 1);
        return text.charAt(sign) == '=' && !isBlank(text.charAt(sign - 1)) && next > sign + 1 && isPair(next);
    }

    /** Finds the next sign behind the name. Looking for signs, which are no part of names, never looks twice. */
    private int nextSign(int from, int step) {
        for (int i = from; i >= name.length() && i < text.length(); i += step) {
            char c = text.charAt(i);
            if ((c == '=' || c == ':') && isNameBefore(i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isNameBefore(int sign) {
        int end = beforeBlanks(sign);
        int start = end - name.length();
        return start >= 0
                && text.charAt(end - 1) == name.charAt(name.length() - 1)
                && text.startsWith(name, start)
                && (start == 0 || !continues(text.charAt(start - 1)));
    }

    /** Whether the name is only the end of a longer one. In prose, an ASCII name may follow an ideograph. */
    private boolean continues(char before) {
        return isOfName(before) && !(name.charAt(0) < ASCII_END && Character.isIdeographic(before));
    }

    private @Nullable String valueFrom(int start) {
        char first = start < text.length() ? text.charAt(start) : ' ';
        int quote = first == '\'' || first == '"' ? closingQuote(start + 1, first) : -1;
        if (quote >= 0) {
            return text.substring(start + 1, quote);
        }
        String bare = withoutSeparator(start, bareEnd(start)).strip();
        return bare.equals(NULL) ? null : bare;
    }

    /** Leaves out what separates pairs beside blanks, as in {@code from=a -> to=b} and {@code user=bob / plan=pro}. */
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

    /** Whether a backslash stands before it: an escape, or the end of a path of Windows. */
    private boolean isEscaped(int quote) {
        int from = quote;
        while (from > 0 && text.charAt(from - 1) == '\\') {
            from--;
        }
        return (quote - from) % 2 == 1;
    }

    private boolean isEndOfQuoted(int behindQuote) {
        int at = afterBlanks(behindQuote);
        return at == text.length() || ",;|)]}\r\n".indexOf(text.charAt(at)) >= 0 || (at > behindQuote && isPair(at));
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
                isJson = end > i; // one that never ends is none
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

    /** Returns the position of the quote that ends a string of JSON; that of its first quote if there is none. */
    private int endOfString(int start) {
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i;
            }
            if (c == '\\') {
                i++; // the next character is no end
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

    /** Whether a name and an equals sign stand there, as the next pair of logfmt does. */
    private boolean isPair(int start) {
        int at = start;
        while (at < text.length() && isOfName(text.charAt(at))) {
            at++;
        }
        return at > start && at < text.length() && text.charAt(at) == '=' && !Character.isDigit(text.charAt(start));
    }

    /** Whether another parameter of a form stands there, whatever its name: {@code card%5Bnumber%5D=1}. */
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

    private int afterBlanks(int from) {
        int at = from;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int beforeBlanks(int end) {
        int at = end;
        while (at > 0 && isBlank(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isOfName(char c) {
        return c < ASCII_END ? ASCII_IN_NAMES[c] : Character.isLetterOrDigit(c);
    }
}

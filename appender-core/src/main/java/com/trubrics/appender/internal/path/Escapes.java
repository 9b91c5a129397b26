package com.trubrics.appender.internal.path;

/**
 * Resolves the escapes of a configured text: {@code \n}, {@code \r}, {@code \t}, {@code \s} (a blank that is not
 * trimmed), {@code \\}, and {@code \xHH} for any other character that would mean something there.
 */
public final class Escapes {

    private static final char ESCAPE = '\\';
    private static final int HEX_DIGITS = 2;

    private Escapes() {}

    /** Returns the text without escapes. Call it last, because resolved characters must not act as separators. */
    public static String resolve(String text) throws MalformedPathException {
        StringBuilder resolved = new StringBuilder(text.length());
        int from = 0;
        for (int escape = text.indexOf(ESCAPE); escape >= 0; escape = text.indexOf(ESCAPE, from)) {
            resolved.append(text, from, escape).append(resolved(text, escape));
            from = escape + (text.charAt(escape + 1) == 'x' ? 2 + HEX_DIGITS : 2);
        }
        return resolved.append(text, from, text.length()).toString();
    }

    private static char resolved(String text, int escape) throws MalformedPathException {
        return switch (escape + 1 < text.length() ? text.charAt(escape + 1) : ' ') {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 's' -> ' ';
            case ESCAPE -> ESCAPE;
            case 'x' -> character(text, escape + 2);
            default ->
                throw new MalformedPathException(
                        text, "has a '\\' that does not begin one of \\n \\r \\t \\s \\\\ \\xHH");
        };
    }

    private static char character(String text, int from) throws MalformedPathException {
        int value = 0;
        for (int i = from; i < from + HEX_DIGITS; i++) {
            int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                throw new MalformedPathException(text, "has a '\\x' without two hexadecimal digits after it");
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }
}

package com.trubrics.appender.value;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Walks through JSON text: strings, numbers, blanks and marks. One thread at a time. */
final class JsonScanner {

    /** What {@link #next} answers behind the last character. Outside of a string no JSON has it. */
    static final char END = '\0';

    /** As many digits always fit a {@code long}. */
    private static final int LONG_DIGITS = 18;

    private static final int LONG_BITS = 63;
    private static final int HEX_DIGITS = 4;
    private static final int HEX = 16;

    /** An array, because looking at a character of a {@link String} costs several calls where nothing is compiled. */
    private final char[] text;

    private int at;

    JsonScanner(String text) {
        this.text = text.toCharArray();
    }

    /** The next character, which stays the next. */
    char next() {
        return at < text.length ? text[at] : END;
    }

    void skip() {
        at++;
    }

    void skipBlanks() {
        while (at < text.length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
            at++;
        }
    }

    void require(char mark) throws MalformedJsonException {
        if (next() != mark) {
            throw syntaxError();
        }
        at++;
    }

    void requireEnd() throws MalformedJsonException {
        skipBlanks();
        if (at < text.length) {
            throw new MalformedJsonException("there is more text after the object, at character " + (at + 1));
        }
    }

    MalformedJsonException syntaxError() {
        return new MalformedJsonException(
                at < text.length ? "syntax error at character " + (at + 1) : "it ends before the object does");
    }

    /** From its first quote to behind its last. Halves of surrogate pairs stay: encoding replaces them. */
    String string() throws MalformedJsonException {
        require('"');
        int start = at;
        while (next() >= ' ') {
            char character = text[at++];
            if (character == '"') {
                return new String(text, start, at - 1 - start);
            }
            if (character == '\\') {
                return unescaped(start, at - 1);
            }
        }
        throw syntaxError();
    }

    /** @param escape where the first escape is */
    private String unescaped(int start, int escape) throws MalformedJsonException {
        StringBuilder string = new StringBuilder().append(text, start, escape - start);
        at = escape;
        while (next() >= ' ') {
            char character = text[at++];
            if (character == '"') {
                return string.toString();
            }
            string.append(character == '\\' ? escaped() : character);
        }
        throw syntaxError();
    }

    private char escaped() throws MalformedJsonException {
        char escape = next();
        char meaning = switch (escape) {
            case '"', '\\', '/' -> escape;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> END;
            default -> throw syntaxError();
        };
        at++;
        return escape == 'u' ? codeUnit() : meaning;
    }

    private char codeUnit() throws MalformedJsonException {
        int unit = 0;
        for (int i = 0; i < HEX_DIGITS; i++) {
            int digit = next() < 0x80 ? Character.digit(next(), HEX) : -1;
            if (digit < 0) {
                throw syntaxError();
            }
            unit = HEX * unit + digit;
            at++;
        }
        return (char) unit;
    }

    /** As the smallest type that keeps every digit, or as text where it is too long for a number. */
    Object number() throws MalformedJsonException {
        int start = at;
        if (next() == '-') {
            at++;
        }
        int digitsStart = at;
        if (next() == '0') {
            at++;
        } else {
            skipDigits();
        }
        int wholeEnd = at;
        if (next() == '.') {
            at++;
            skipDigits();
        }
        int digitsEnd = at;
        if (next() == 'e' || next() == 'E') {
            at++;
            if (next() == '+' || next() == '-') {
                at++;
            }
            skipDigits();
        }
        int digits = digitsEnd - digitsStart - (digitsEnd == wholeEnd ? 0 : 1);
        if (digits > HugeNumbers.MAX_DIGITS) {
            return huge(start, wholeEnd, digitsEnd);
        }
        String number = new String(text, start, at - start);
        return at == wholeEnd ? whole(number) : decimal(number);
    }

    private void skipDigits() throws MalformedJsonException {
        int start = at;
        while (next() >= '0' && next() <= '9') {
            at++;
        }
        if (at == start) {
            throw syntaxError();
        }
    }

    private static Number whole(String number) {
        if (number.length() <= LONG_DIGITS) {
            return smallest(Long.parseLong(number));
        }
        BigInteger big = new BigInteger(number);
        return big.bitLength() <= LONG_BITS ? (Number) big.longValue() : big;
    }

    private static Number smallest(long number) {
        return (int) number == number ? (Number) (int) number : (Number) number;
    }

    private static Object decimal(String number) {
        try {
            return new BigDecimal(number);
        } catch (NumberFormatException exponentOutOfRange) {
            return number;
        }
    }

    /** From its first thousand characters, which are all digits but for a sign and a point. */
    private String huge(int start, int wholeEnd, int digitsEnd) {
        String digits = new String(text, start, HugeNumbers.MAX_DIGITS);
        int cutWholeDigits = Math.max(0, wholeEnd - start - digits.length());
        try {
            long exponent = at == digitsEnd ? 0 : Long.parseLong(new String(text, digitsEnd + 1, at - digitsEnd - 1));
            return HugeNumbers.text(digits, Math.addExact(exponent, cutWholeDigits));
        } catch (NumberFormatException | ArithmeticException exponentOutOfRange) {
            return digits + "...";
        }
    }
}

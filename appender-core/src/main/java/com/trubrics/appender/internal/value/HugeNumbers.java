package com.trubrics.appender.internal.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * Numbers of more than {@value #MAX_DIGITS} digits. JSON parsers commonly refuse them, and the time that the JDK takes
 * to write one grows much faster than its length. They become text with their leading digits, {@code 1.2345E+1000000}.
 */
final class HugeNumbers {

    static final int MAX_DIGITS = 1_000;

    private static final BigInteger FIRST = BigInteger.TEN.pow(MAX_DIGITS);

    private static final MathContext LEADING = new MathContext(20);

    /** The precision for computing the leading digits. */
    private static final MathContext EXACT_ENOUGH = new MathContext(40);

    private static final int LEADING_BITS = 128;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private HugeNumbers() {}

    static boolean contain(BigInteger number) {
        int bits = number.bitLength();
        return bits > FIRST.bitLength()
                || (bits == FIRST.bitLength() && number.abs().compareTo(FIRST) >= 0);
    }

    static boolean contain(BigDecimal number) {
        return contain(number.unscaledValue());
    }

    static String text(BigInteger huge) {
        return leading(huge).toString();
    }

    static String text(BigDecimal huge) {
        return leading(huge.unscaledValue()).scaleByPowerOfTen(-huge.scale()).toString();
    }

    /** The cost is proportional to the number's length. */
    private static BigDecimal leading(BigInteger huge) {
        int bits = huge.bitLength() - LEADING_BITS;
        // In two steps, because a power may be at most 999,999,999.
        BigDecimal scale = TWO.pow(bits / 4, EXACT_ENOUGH).pow(4, EXACT_ENOUGH).multiply(TWO.pow(bits % 4));
        return new BigDecimal(huge.shiftRight(bits)).multiply(scale, LEADING).stripTrailingZeros();
    }

    /** Does the same for a number in JSON notation. */
    static boolean contain(String number) {
        return number.length() > MAX_DIGITS && digits(number) > MAX_DIGITS;
    }

    /** Computes the text from the first thousand characters, which are digits, a sign and a point. */
    static String text(String huge) {
        String digits = huge.substring(0, MAX_DIGITS);
        int end = digitsEnd(huge);
        int cutWholeDigits = Math.max(0, wholeEnd(huge, end) - MAX_DIGITS);
        try {
            long exponent = end == huge.length() ? 0 : Long.parseLong(huge.substring(end + 1));
            return new BigDecimal(digits)
                    .round(LEADING)
                    .scaleByPowerOfTen(Math.toIntExact(Math.addExact(exponent, cutWholeDigits)))
                    .stripTrailingZeros()
                    .toString();
        } catch (NumberFormatException | ArithmeticException exponentOutOfRange) {
            return digits + "...";
        }
    }

    private static int digits(String number) {
        int end = digitsEnd(number);
        int sign = number.startsWith("-") ? 1 : 0;
        int point = wholeEnd(number, end) < end ? 1 : 0;
        return end - sign - point;
    }

    /** Returns where the exponent begins or the number ends. */
    private static int digitsEnd(String number) {
        int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
        return exponent < 0 ? number.length() : exponent;
    }

    private static int wholeEnd(String number, int digitsEnd) {
        int point = number.indexOf('.');
        return point < 0 ? digitsEnd : point;
    }
}

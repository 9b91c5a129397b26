package com.trubrics.appender.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * Numbers of more than {@value #MAX_DIGITS} digits. Readers of JSON commonly refuse them, and the time that the JDK takes
 * to write one grows much faster than its length. They become text with their leading digits, {@code 1.2345E+1000000}.
 */
final class HugeNumbers {

    static final int MAX_DIGITS = 1_000;

    private static final BigInteger FIRST = BigInteger.TEN.pow(MAX_DIGITS);

    private static final MathContext LEADING = new MathContext(20);

    /** For what the leading digits are computed from. */
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

    /** The cost grows with the number's length and no faster. */
    private static BigDecimal leading(BigInteger huge) {
        int bits = huge.bitLength() - LEADING_BITS;
        // In two steps, because a power may be at most 999,999,999.
        BigDecimal scale = TWO.pow(bits / 4, EXACT_ENOUGH).pow(4, EXACT_ENOUGH).multiply(TWO.pow(bits % 4));
        return new BigDecimal(huge.shiftRight(bits)).multiply(scale, LEADING).stripTrailingZeros();
    }

    /**
     * The same for a number in JSON text.
     *
     * @param digits its first characters up to {@link #MAX_DIGITS}, without exponent
     * @param exponent by how many powers of ten it is larger
     */
    static String text(String digits, long exponent) {
        return new BigDecimal(digits)
                .round(LEADING)
                .scaleByPowerOfTen(Math.toIntExact(exponent))
                .stripTrailingZeros()
                .toString();
    }
}

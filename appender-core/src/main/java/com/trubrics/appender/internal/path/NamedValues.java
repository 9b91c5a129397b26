package com.trubrics.appender.internal.path;

import org.jspecify.annotations.Nullable;

/**
 * Finds the values under one name in text that is not JSON: a {@code toString()}, logfmt, or prose. {@link ValueText} reads
 * them.
 *
 * <pre>
 * name=value   name='value'   name="value"   name: value       blanks around the sign do not count
 * </pre>
 *
 * <p>In logfmt, a name without a value is absent: {@code name= other=value}. Each search takes time proportional to the
 * length of the text.
 */
final class NamedValues {

    private final String text;
    private final String name;
    private final ValueText values;

    NamedValues(String text, String name) {
        this.text = text;
        this.name = name;
        this.values = new ValueText(text);
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
        return sign < 0 || isEmpty(sign) ? null : values.at(values.afterBlanks(sign + 1));
    }

    /** Returns whether the next pair of logfmt follows immediately, as in {@code name= other=value}. */
    private boolean isEmpty(int sign) {
        int next = values.afterBlanks(sign + 1);
        return text.charAt(sign) == '='
                && !ValueText.isBlank(text.charAt(sign - 1))
                && next > sign + 1
                && values.isPair(next);
    }

    /** Finds the next sign after the name. Signs are not part of names, so the search examines each of them once. */
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
        int end = values.beforeBlanks(sign);
        int start = end - name.length();
        return start >= 0
                && text.charAt(end - 1) == name.charAt(name.length() - 1)
                && text.startsWith(name, start)
                && (start == 0 || !continues(text.charAt(start - 1)));
    }

    /** Returns whether the name is only the end of a longer one. In prose, an ASCII name may follow an ideograph. */
    private boolean continues(char before) {
        return ValueText.isOfName(before) && !(name.charAt(0) < 0x80 && Character.isIdeographic(before));
    }
}

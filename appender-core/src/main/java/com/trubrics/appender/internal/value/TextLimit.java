package com.trubrics.appender.internal.value;

import org.jspecify.annotations.Nullable;

/**
 * The maximum length of a text, in characters as {@link String#length} counts them. A longer text is cut, and ends in
 * {@value #MARK}, which counts. A text that was cut is therefore not cut again.
 *
 * @param chars at least 1
 */
public record TextLimit(int chars) {

    /** No limit. */
    public static final TextLimit NONE = new TextLimit(Integer.MAX_VALUE);

    /** Replaces the missing part. */
    public static final char MARK = '\u2026';

    /** Returns whether no text is ever cut. */
    public boolean allowsEverything() {
        return chars == Integer.MAX_VALUE;
    }

    /** Returns the text, or its beginning and the mark. Never splits a character of two {@code char}s. */
    public String cut(String text) {
        if (text.length() <= chars) {
            return text;
        }
        int end = chars - 1;
        boolean splits = end > 0
                && Character.isHighSurrogate(text.charAt(end - 1))
                && Character.isLowSurrogate(text.charAt(end));
        return text.substring(0, splits ? end - 1 : end) + MARK;
    }

    /** Returns whether nothing in a frozen value has to be cut. */
    public boolean allow(@Nullable Object frozen) {
        if (frozen instanceof String text) {
            return text.length() <= chars;
        }
        if (Frozen.bytes(frozen) <= chars) {
            return true; // all of it is shorter than one text may be
        }
        if (frozen instanceof PropertyMap map) {
            for (int i = 0; i < map.size(); i++) {
                if (!allow(map.value(i))) {
                    return false;
                }
            }
        } else if (frozen instanceof FrozenList list) {
            for (int i = 0; i < list.size(); i++) {
                if (!allow(list.get(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}

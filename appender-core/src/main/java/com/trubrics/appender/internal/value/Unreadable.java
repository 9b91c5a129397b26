package com.trubrics.appender.internal.value;

import org.jspecify.annotations.Nullable;

/** The note that replaces a value that threw while it was read: {@code "<unreadable: com.acme.ItsClass>"}. */
public final class Unreadable {

    private static final String BEGINNING = "<unreadable: ";

    private Unreadable() {}

    static String note(@Nullable Object value) {
        return BEGINNING + (value == null ? "null" : value.getClass().getName()) + ">";
    }

    /** Returns whether a frozen value is only the note that the original could not be read. */
    public static boolean isNote(Object value, @Nullable Object frozen) {
        return !(value instanceof String)
                && frozen instanceof String text
                && text.startsWith(BEGINNING)
                && text.equals(note(value));
    }
}

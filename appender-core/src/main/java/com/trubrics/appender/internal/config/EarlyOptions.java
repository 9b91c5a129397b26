package com.trubrics.appender.internal.config;

import com.trubrics.appender.Option;
import com.trubrics.appender.spi.OptionValues;

/** Reads an option that is needed to report mistakes, before the options are read for good. */
public final class EarlyOptions {
    private EarlyOptions() {}

    /** Returns what a choice is set to, or the default if it is not set or its text cannot be used. */
    public static <E extends Enum<E>> E choice(OptionValues values, Option option, E otherwise) {
        String given = OptionText.present(values.get(option));
        try {
            return given == null ? otherwise : EnumParser.of(otherwise.getDeclaringClass(), given);
        } catch (BadValue e) {
            return otherwise;
        }
    }
}

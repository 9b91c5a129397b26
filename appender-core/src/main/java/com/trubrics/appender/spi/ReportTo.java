package com.trubrics.appender.spi;

import com.trubrics.appender.Option;
import com.trubrics.appender.internal.config.EarlyOptions;

/** Where an appender or a client reports problems and recoveries; the values of option {@code reportTo}. */
public enum ReportTo {
    /** The framework's status system, and standard error for warnings that would not be seen there. */
    AUTO("auto"),
    /** The framework's status system only. */
    STATUS("status"),
    /** Standard error only, including recoveries and the first accepted events. */
    STDERR("stderr"),
    /**
     * The application's own logging, logger {@value #LOGGER}. Messages from before the appender has started, or after its
     * context has stopped, are handled as with {@link #AUTO}.
     */
    LOG("log");

    /** The logger that {@link #LOG} uses; its calls are never events. */
    public static final String LOGGER = "com.trubrics";

    private final String text;

    ReportTo(String text) {
        this.text = text;
    }

    /**
     * Returns the option before the other options are read. If its text is unusable, returns {@link #AUTO}; the mistake is
     * reported when all options are read.
     */
    public static ReportTo of(OptionValues values) {
        return EarlyOptions.choice(values, Option.REPORT_TO, AUTO);
    }

    /** Returns the value of option {@code reportTo}. */
    @Override
    public String toString() {
        return text;
    }
}

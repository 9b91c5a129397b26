package com.trubrics.appender.config;

/** Where an appender or a client reports what goes wrong and what recovers; the values of option {@code reportTo}. */
public enum ReportTo {
    /** To the framework's status system, and warnings that it would show to nobody to standard error as well. */
    AUTO("auto"),
    /** To the framework's status system only. */
    STATUS("status"),
    /** To standard error only, what recovers and the first accepted events included. */
    STDERR("stderr");

    private final String text;

    ReportTo(String text) {
        this.text = text;
    }

    /**
     * What the options say, before they are read: {@link #AUTO} if that is nothing usable, which {@link SettingsReader}
     * warns about.
     */
    public static ReportTo of(OptionValues values) {
        String given = Given.present(values.get(Option.REPORT_TO));
        try {
            return given == null ? AUTO : Choices.of(ReportTo.class, given);
        } catch (BadValue e) {
            return AUTO;
        }
    }

    /** The value of option {@code reportTo}. */
    @Override
    public String toString() {
        return text;
    }
}

package com.trubrics.appender.junit;

/** The entry to assertions about captured events. It can be imported statically beside that of AssertJ. */
public final class TrubricsAssertions {

    private TrubricsAssertions() {}

    /** Asserts about what the running test has captured so far. */
    public static EventsAssert assertThat(TrubricsEvents events) {
        return new EventsAssert(events.recording());
    }
}

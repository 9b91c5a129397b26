package com.trubrics.appender.junit;

/** The entry point to assertions about captured events. It can be statically imported together with AssertJ's. */
public final class TrubricsAssertions {

    private TrubricsAssertions() {}

    /** Returns assertions about the events that the running test has captured so far. */
    public static EventsAssert assertThat(TrubricsEvents events) {
        return new EventsAssert(events.recording());
    }
}

package com.trubrics.appender;

/** What happens to an event for which the queue has no room; the values of option {@code overflow}. */
public enum OverflowPolicy {
    /** The new event is dropped. */
    DROP_NEWEST("drop-newest"),
    /** The event that has waited longest is dropped. */
    DROP_OLDEST("drop-oldest"),
    /** The calling thread waits up to {@code blockTimeout}. */
    BLOCK("block");

    private final String text;

    OverflowPolicy(String text) {
        this.text = text;
    }

    /** Returns the value of option {@code overflow}. */
    @Override
    public String toString() {
        return text;
    }
}

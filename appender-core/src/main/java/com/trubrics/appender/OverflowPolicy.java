package com.trubrics.appender;

/** What happens when the queue has no capacity for an event; the values of option {@code overflow}. */
public enum OverflowPolicy {
    /** The new event is dropped. */
    DROP_NEWEST("drop-newest"),
    /** The event that has waited longest for its first request is dropped. */
    DROP_OLDEST("drop-oldest"),
    /** The calling thread waits for up to {@code blockTimeout}. */
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

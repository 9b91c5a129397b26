package com.trubrics.appender;

/** Why an event that was recognised did not arrive. Every event that is not delivered is counted under exactly one. */
public enum DropReason {
    /** The call named no user, and neither {@code userSource} nor {@code defaultUserId} did. */
    MISSING_USER_ID,
    /** The option {@code sampleRate} or {@code eventFilter} decided against the event. */
    FILTERED,
    /** The queue was at {@code queueCapacity} or {@code queueBytes}, and the overflow policy chose this event. */
    QUEUE_FULL,
    /** The event exceeds {@code maxEventBytes}, or the server answered 413 to it alone. */
    TOO_LARGE,
    /** The event could not be written as JSON. */
    NOT_ENCODABLE,
    /** The server refused this event for good, alone or, where it refused everything, along with others. */
    REJECTED,
    /** Could not be delivered for {@code maxEventAge}. */
    EXPIRED,
    /** Still undelivered when the time for stopping was over. Such an event may yet have reached the server. */
    SHUTDOWN,
    /** Received after the appender or client was stopped. */
    CLOSED,
    /** A defect of this library, or an error such as {@link OutOfMemoryError} while it handled the event. */
    INTERNAL_ERROR
}

package com.trubrics.appender;

/** Why an event was not delivered. Every event that is not delivered is counted under exactly one reason. */
public enum DropReason {
    /** The call named no user, and neither {@code userSource} nor {@code defaultUserId} did. */
    MISSING_USER_ID,
    /** The option {@code sampleRate} or {@code eventFilter} excluded the event. */
    FILTERED,
    /** The queue had reached {@code queueCapacity} or {@code queueBytes}, and the overflow policy chose this event. */
    QUEUE_FULL,
    /** The event exceeds {@code maxEventBytes}, or the server answered 413 to it alone. */
    TOO_LARGE,
    /** The event could not be written as JSON. */
    NOT_ENCODABLE,
    /** The server permanently refused this event, either alone or, if it refused everything, together with others. */
    REJECTED,
    /** The event was not delivered within {@code maxEventAge}. */
    EXPIRED,
    /** The event was not delivered by the deadline for stopping. It may nevertheless have reached the server. */
    SHUTDOWN,
    /** The event was received after the appender or client had stopped. */
    CLOSED,
    /** A defect of this library, or an error such as {@link OutOfMemoryError} while it handled the event. */
    INTERNAL_ERROR
}

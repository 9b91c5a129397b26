package com.trubrics.appender.testkit;

/** What {@link FaultyServer} does to a request instead of answering it as it should. */
public enum Fault {
    /** None: each event is treated as its mark says. */
    NONE,

    /** The connection is reset when only the head of the request has been read. */
    RESET_BEFORE_BODY(Wire.HEAD),
    /** The connection ends in good order at that moment. */
    EOF_BEFORE_BODY(Wire.HEAD),
    /** The connection is reset when half of the body has been read. */
    RESET_DURING_BODY(Wire.HALF_OF_THE_BODY),
    /** The connection ends in good order at that moment. */
    EOF_DURING_BODY(Wire.HALF_OF_THE_BODY),
    /** The events are taken, and the answer is lost with the connection. */
    RESET_AFTER_BODY,
    /** The same, with a connection that ends in good order. */
    EOF_AFTER_BODY,
    /** The events are taken, and the body of the answer is cut short of its length. */
    CUT_SHORT,

    /** The events are taken and never answered, for as long as the fault lasts. */
    SILENCE,
    /** The events are taken; the body of the answer comes byte by byte, and has no end as long as the fault lasts. */
    TRICKLE,
    /** Everything is closed: the listener and each connection. */
    REFUSED_CONNECTIONS(Wire.HEAD),

    /** Answered well; when the next request comes on that connection, it turns out to be closed. */
    STALE_CONNECTION,
    /** 200, and a page for a human being. */
    HTML_ANSWER,
    /** 200, with a length that nobody will read to its end. */
    HUGE_ANSWER,
    /** 200, with chunks that never end. */
    ENDLESS_ANSWER,

    TIMED_OUT(408, ""),
    THROTTLED(429, ""),
    THROTTLED_FOR_A_SECOND(429, "Retry-After: 1\r\n"),
    THROTTLED_FOR_NOTHING(429, "Retry-After: 0\r\n"),
    THROTTLED_NEGATIVELY(429, "Retry-After: -30\r\n"),
    THROTTLED_FOR_YEARS(429, "Retry-After: 315360000\r\n"),
    BROKEN(500, ""),
    UNAVAILABLE_SOMEHOW(503, "Retry-After: as soon as possible\r\n"),
    /** A second by the clock of a server whose clock is years behind. */
    UNAVAILABLE_BY_A_SLOW_CLOCK(
            503, "Date: Fri, 01 Jan 2010 00:00:00 GMT\r\nRetry-After: Fri, 01 Jan 2010 00:00:01 GMT\r\n"),
    /** A date that is past by the server's own clock, though it is ahead of ours. */
    UNAVAILABLE_IN_THE_PAST(
            503, "Date: Thu, 01 Jan 2099 05:00:00 GMT\r\nRetry-After: Thu, 01 Jan 2099 00:00:00 GMT\r\n"),
    UNAUTHORIZED(401, ""),
    FORBIDDEN(403, ""),
    NOT_FOUND(404, ""),
    REDIRECTED(302, "Location: /elsewhere\r\n");

    /** How much of a request is read. */
    enum Wire {
        HEAD,
        HALF_OF_THE_BODY,
        ALL
    }

    private final Wire wire;
    private final int status;
    private final String headers;

    Fault() {
        this(Wire.ALL);
    }

    Fault(Wire wire) {
        this.wire = wire;
        this.status = 200;
        this.headers = "";
    }

    Fault(int status, String headers) {
        this.wire = Wire.ALL;
        this.status = status;
        this.headers = headers;
    }

    Wire wire() {
        return wire;
    }

    /** The status of every answer; 200 where the events decide. */
    int status() {
        return status;
    }

    /** Header lines of every answer. */
    String headers() {
        return headers;
    }

    /** Whether the connection ends with a reset. */
    boolean resets() {
        return switch (this) {
            case RESET_BEFORE_BODY, RESET_DURING_BODY, RESET_AFTER_BODY, REFUSED_CONNECTIONS -> true;
            default -> false;
        };
    }

    /** Whether the connection ends in good order. */
    boolean endsOutput() {
        return switch (this) {
            case EOF_BEFORE_BODY, EOF_DURING_BODY, EOF_AFTER_BODY, CUT_SHORT -> true;
            default -> false;
        };
    }
}

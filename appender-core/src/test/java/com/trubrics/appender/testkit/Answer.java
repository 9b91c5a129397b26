package com.trubrics.appender.testkit;

import java.time.Duration;
import java.util.Map;

/**
 * What {@link RecordingServer} answers.
 *
 * @param status the HTTP status
 * @param headers further headers
 * @param body sent as JSON; may be empty
 * @param delay how long the request waits for it; {@link #HANGING} for ever
 */
public record Answer(int status, Map<String, String> headers, String body, Duration delay) {

    /** The delay of an answer that never comes. */
    public static final Duration HANGING = Duration.ofDays(1);

    /** Takes everything. */
    public static Answer ok() {
        return status(200);
    }

    /** This status at once, with an empty body. */
    public static Answer status(int status) {
        return new Answer(status, Map.of(), "", Duration.ZERO);
    }

    /** Takes the request and never answers it. */
    public static Answer never() {
        return status(200).after(HANGING);
    }

    /** The same with one header only. */
    public Answer with(String header, String value) {
        return new Answer(status, Map.of(header, value), body, delay);
    }

    /** The same with a body. */
    public Answer saying(String json) {
        return new Answer(status, headers, json, delay);
    }

    /** The same, later. */
    public Answer after(Duration wait) {
        return new Answer(status, headers, body, wait);
    }

    boolean takesEvents() {
        return status >= 200 && status < 300;
    }
}

package com.example.demo;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * One line of the recorded day.
 *
 * @param id the request's own, {@code r-001} and so on
 * @param at the time of day, UTC
 * @param user who asked; empty for the monitoring
 * @param status what the application answered
 */
record RecordedRequest(String id, String at, String user, String method, String path, String body, int status) {

    /** When it was made, if the recorded day was {@code day}: the instant as ISO 8601 text. */
    String instant(LocalDate day) {
        return day.atTime(LocalTime.parse(at)).toInstant(ZoneOffset.UTC).toString();
    }
}

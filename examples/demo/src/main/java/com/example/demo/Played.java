package com.example.demo;

import java.time.LocalDate;

/** A recorded request, made again on the application, and how that was answered this time. */
record Played(RecordedRequest request, LocalDate day, int status, String answer) {

    boolean asRecorded() {
        return status == request.status();
    }
}

package com.example.demo;

import java.util.List;
import java.util.Map;

/** The answer to one request: a status, the body of the answer, and the events that were taken. */
record Verdict(int status, Map<String, ?> body, List<ArrivedEvent> taken) {

    static Verdict taken(List<ArrivedEvent> events) {
        return new Verdict(200, Map.of("message", "ok"), List.copyOf(events));
    }

    static Verdict refused(int status, String detail) {
        return new Verdict(status, Map.of("detail", detail), List.of());
    }

    static Verdict invalid(List<Problem> problems) {
        return new Verdict(422, Map.of("detail", problems), List.of());
    }
}

package com.trubrics.sandbox;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of checking a request against the documentation of the API. */
sealed interface CheckResult {

    /**
     * The whole request is accepted.
     *
     * @param events their fields, in the order of the request
     */
    record Accepted(Endpoint endpoint, List<Map<String, @Nullable Object>> events) implements CheckResult {

        /** The events while nobody has decided about the request: their number is 0. */
        List<SandboxEvent> unnumbered() {
            Instant now = Instant.now();
            return events.stream()
                    .map(fields -> new SandboxEvent(0, now, endpoint.kind(), Collections.unmodifiableMap(fields)))
                    .toList();
        }
    }

    /**
     * Nothing of the request is accepted.
     *
     * @param events how many events it carried, if that could be read; otherwise 0
     */
    record Refused(int status, List<Problem> problems, int events) implements CheckResult {

        static Refused because(int status, String reason) {
            return new Refused(status, List.of(Problem.ofRequest(reason)), 0);
        }

        /** The body of the answer. */
        Map<String, Object> answer() {
            return status == RequestCheck.INVALID
                    ? Map.of("detail", problems.stream().map(Problem::asDetail).toList())
                    : Map.of("detail", problems.get(0).reason());
        }
    }
}

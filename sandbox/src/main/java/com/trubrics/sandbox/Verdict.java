package com.trubrics.sandbox;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request deserves by what the API documents. */
sealed interface Verdict {

    /**
     * The whole request is taken.
     *
     * @param events their fields, in the order of the request
     */
    record Accepted(Endpoint endpoint, List<Map<String, @Nullable Object>> events) implements Verdict {}

    /**
     * Nothing of the request is taken.
     *
     * @param events how many events it carried, as far as it could be read
     */
    record Refused(int status, List<Problem> problems, int events) implements Verdict {

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

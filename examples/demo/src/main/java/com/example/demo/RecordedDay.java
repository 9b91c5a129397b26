package com.example.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The requests of one day of the chat application, in the order in which they were made. */
record RecordedDay(LocalDate date, List<RecordedRequest> requests) {
    private static final String RESOURCE = "/recorded-day.jsonl";

    static RecordedDay on(LocalDate date) throws IOException {
        List<RecordedRequest> requests = new ArrayList<>();
        try (InputStream resource = Objects.requireNonNull(RecordedDay.class.getResourceAsStream(RESOURCE), RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                requests.add(Json.MAPPER.readValue(line, RecordedRequest.class));
            }
        }
        return new RecordedDay(date, List.copyOf(requests));
    }

    long users() {
        return requests.stream()
                .map(RecordedRequest::user)
                .filter(user -> !user.isEmpty())
                .distinct()
                .count();
    }

    /** One list for each user: within it the order counts, between them it does not. */
    Collection<List<RecordedRequest>> byUser() {
        Map<String, List<RecordedRequest>> byUser = new LinkedHashMap<>();
        for (RecordedRequest request : requests) {
            byUser.computeIfAbsent(request.user(), user -> new ArrayList<>()).add(request);
        }
        return byUser.values();
    }
}

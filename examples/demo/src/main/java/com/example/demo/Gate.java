package com.example.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges a request by what the Trubrics API documents. Knows no socket; any thread may call it. */
record Gate(String apiKey) {
    private static final int MOST_EVENTS = 100;

    Verdict judge(String method, String path, Headers headers, byte[] body) {
        Optional<Endpoint> endpoint = Endpoint.at(path);
        if (endpoint.isEmpty()) {
            return Verdict.refused(404, "Not Found");
        }
        if (!method.equals("POST")) {
            return Verdict.refused(405, "Method Not Allowed");
        }
        if (!apiKey.equals(headers.getFirst("x-api-key"))) {
            return Verdict.refused(401, "Invalid API key");
        }
        return headerProblem(headers)
                .map(detail -> Verdict.refused(400, detail))
                .orElseGet(() -> judgeBody(endpoint.get(), body));
    }

    private static Optional<String> headerProblem(Headers headers) {
        if (!header(headers, "Content-Type").matches("application/json(; *charset=utf-8)?")) {
            return Optional.of("Content-Type should be application/json");
        }
        if (!header(headers, "accept").equals("application/json")) {
            return Optional.of("accept should be application/json");
        }
        if (!header(headers, "User-Agent").matches("trubrics-java/\\S+")) {
            return Optional.of("User-Agent should be trubrics-java/<version>");
        }
        // Nothing is documented about compressed bodies, so a plain configuration must not send one.
        return headers.containsKey("Content-Encoding")
                ? Optional.of("Content-Encoding is not documented")
                : Optional.empty();
    }

    private static String header(Headers headers, String name) {
        String value = headers.getFirst(name);
        return value == null ? "" : value;
    }

    private static Verdict judgeBody(Endpoint endpoint, byte[] body) {
        JsonNode events;
        try {
            events = Json.MAPPER.readTree(body);
        } catch (IOException e) {
            return Verdict.invalid(List.of(Problem.of("JSON decode error", "json_invalid")));
        }
        List<Problem> problems = events.isArray()
                ? problems(endpoint, events)
                : List.of(Problem.of("Input should be a valid list", "list_type"));
        if (!problems.isEmpty()) {
            return Verdict.invalid(problems);
        }
        List<ArrivedEvent> taken = new ArrayList<>();
        events.forEach(event -> taken.add(new ArrivedEvent(endpoint, event)));
        return Verdict.taken(taken);
    }

    private static List<Problem> problems(Endpoint endpoint, JsonNode events) {
        if (events.isEmpty() || events.size() > MOST_EVENTS) {
            return List.of(Problem.of("List should have 1 to 100 items, not " + events.size(), "list_length"));
        }
        Set<String> known = endpoint.fields().stream().map(Field::name).collect(Collectors.toSet());
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            JsonNode event = events.get(i);
            if (!event.isObject()) {
                problems.add(Problem.of("Input should be a valid dictionary", "dict_type", i));
                continue;
            }
            for (Field field : endpoint.fields()) {
                field.check(event, i).ifPresent(problems::add);
            }
            for (Iterator<String> names = event.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                if (!known.contains(name)) {
                    problems.add(Problem.of("Extra inputs are not permitted", "extra_forbidden", i, name));
                }
            }
        }
        return problems;
    }
}

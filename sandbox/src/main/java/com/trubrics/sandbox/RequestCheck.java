package com.trubrics.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.trubrics.sandbox.web.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks requests against the documentation of the Trubrics API. What the documentation does not mention, such as compressed
 * bodies, is refused, because nobody should rely on it. Knows nothing of HTTP connections; any thread may call it.
 *
 * @param apiKey the only key to accept; {@code null} accepts any
 */
record RequestCheck(@Nullable String apiKey) {
    /** The status for a body that does not validate. */
    static final int INVALID = 422;

    /** The largest body. The API documents no limit; this one is far above what 100 events need. */
    static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final int MAX_EVENTS = 100;

    private static final TypeReference<Map<String, @Nullable Object>> FIELDS = new TypeReference<>() {};

    CheckResult judge(ApiRequest request) {
        Endpoint endpoint = Endpoint.at(request.path());
        if (endpoint == null) {
            return CheckResult.Refused.because(404, unknownPath(request.path()));
        }
        if (!request.method().equals("POST")) {
            return CheckResult.Refused.because(
                    405, "Events must be sent with POST. This was a " + request.method() + " request.");
        }
        CheckResult.Refused refused = judgeHeaders(request);
        return refused != null ? refused : judgeBody(endpoint, request.body());
    }

    private static String unknownPath(String path) {
        String reason = "There is no such path. Events go to /publish_events and /publish_llm_events.";
        for (Endpoint endpoint : Endpoint.values()) {
            if (path.contains(endpoint.path() + "/")) {
                return reason + " The host must end before the endpoint's name.";
            }
        }
        return reason;
    }

    private CheckResult.@Nullable Refused judgeHeaders(ApiRequest request) {
        String key = request.header("x-api-key");
        if (key == null || key.isBlank()) {
            return CheckResult.Refused.because(
                    401, "The header x-api-key is missing. It must contain the project's API key.");
        }
        if (apiKey != null && !apiKey.equals(key)) {
            return CheckResult.Refused.because(
                    401, "The header x-api-key does not contain the key that the sandbox expects.");
        }
        String type = request.header("content-type");
        if (type == null || !type.toLowerCase(Locale.ROOT).matches("application/json *(;.*)?")) {
            return CheckResult.Refused.because(
                    415,
                    "The header Content-Type must be application/json" + (type == null ? ", and is missing." : "."));
        }
        String encoding = request.header("content-encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return CheckResult.Refused.because(
                    415, "The body is compressed. The API documents no Content-Encoding, so send it uncompressed.");
        }
        return request.body().length <= MAX_BYTES
                ? null
                : CheckResult.Refused.because(413, "The body is larger than 16 MB, more than the sandbox reads.");
    }

    private static CheckResult judgeBody(Endpoint endpoint, byte[] body) {
        JsonNode events;
        try {
            events = Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            return invalid(notJson(e));
        } catch (IOException e) {
            return invalid("The body is not text in UTF-8.");
        }
        if (!events.isArray()) {
            return invalid("The body must be a JSON array of events, even for one event.");
        }
        if (events.isEmpty()) {
            return invalid("The array is empty. A request carries 1 to 100 events.");
        }
        if (events.size() > MAX_EVENTS) {
            return new CheckResult.Refused(
                    INVALID,
                    List.of(Problem.ofRequest(
                            "The array has " + events.size() + " events. A request carries 1 to 100 events.")),
                    events.size());
        }
        List<Problem> problems = problems(endpoint, events);
        return problems.isEmpty()
                ? new CheckResult.Accepted(endpoint, fields(events))
                : new CheckResult.Refused(INVALID, problems, events.size());
    }

    private static CheckResult.Refused invalid(String reason) {
        return CheckResult.Refused.because(INVALID, reason);
    }

    /** Names the place of the mistake, without the part of the body that the parser quotes. */
    private static String notJson(JsonProcessingException e) {
        if (e.getLocation() == null) {
            return "The body is not JSON.";
        }
        String first = e.getOriginalMessage().lines().findFirst().orElse("");
        return "The body is not JSON: line " + e.getLocation().getLineNr() + ", column "
                + e.getLocation().getColumnNr()
                + (first.startsWith("Duplicate field") ? ", where a name occurs twice in one object." : ".");
    }

    private static List<Problem> problems(Endpoint endpoint, JsonNode events) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            JsonNode event = events.get(i);
            if (!event.isObject()) {
                problems.add(new Problem(i, null, "This is not an event: it must be a JSON object."));
                continue;
            }
            for (Field field : endpoint.fields()) {
                String problem = field.problem(event);
                if (problem != null) {
                    problems.add(new Problem(i, field.name(), problem));
                }
            }
            for (Iterator<String> names = event.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                if (!endpoint.documents(name)) {
                    problems.add(new Problem(
                            i,
                            name,
                            name + " is not a field of this endpoint. Values of your own belong in properties."));
                }
            }
        }
        return problems;
    }

    private static List<Map<String, @Nullable Object>> fields(JsonNode events) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        events.forEach(event -> all.add(Json.MAPPER.convertValue(event, FIELDS)));
        return all;
    }
}

package com.trubrics.sandbox.discover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.trubrics.sandbox.web.Changes;
import com.trubrics.sandbox.web.Json;
import com.trubrics.sandbox.web.Mount;
import com.trubrics.sandbox.web.Replies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Receives the reports of appenders with {@code discover=true}, and proposes event rules.
 *
 * <pre>
 * POST /discover/report        from appenders
 * GET  /discover/kinds         all kinds of lines, the most promising first
 * GET  /discover/kinds/ID      one of them: its samples, and what is proposed for it
 * POST /discover/preview       {"choices":[...]} or {"rules":[{"logger":...}], "userSource":...}: which lines would match, and the
 *                              events that would come out
 * POST /discover/rule          the same: the rules as texts of configurations
 * </pre>
 */
public final class Discover implements Mount {
    /** The topic of {@link Changes} for new reports. */
    public static final String TOPIC = "discover";

    private static final String PATH = "/discover";
    private static final int MAX_REPORT_BYTES = 64 << 20;
    private static final int MAX_WISH_BYTES = 1 << 20;
    private static final int MOST_RULES = 20;

    private final Applications applications = new Applications();
    private final Changes changes;

    /** @param changes gets a change of {@link #TOPIC} with each report */
    public Discover(Changes changes) {
        this.changes = changes;
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        // Even if the sandbox listens on other addresses, log lines stay on this machine.
        if (!exchange.getRemoteAddress().getAddress().isLoopbackAddress()) {
            Replies.error(
                    exchange, 403, "Discovered log lines are available only on the machine on which the sandbox runs.");
            return;
        }
        String path = exchange.getRequestURI().getPath().substring(PATH.length());
        boolean posts = exchange.getRequestMethod().equals("POST");
        try {
            if (path.equals("/kinds") && !posts) {
                Replies.json(exchange, 200, kinds());
            } else if (path.startsWith("/kinds/") && !posts) {
                Replies.json(exchange, 200, kind(path.substring("/kinds/".length())));
            } else if (path.equals("/report") && posts) {
                report(exchange);
            } else if (path.equals("/preview") && posts) {
                Replies.json(exchange, 200, preview(body(exchange, MAX_WISH_BYTES)));
            } else if (path.equals("/rule") && posts) {
                Replies.json(exchange, 200, Views.draft(wish(body(exchange, MAX_WISH_BYTES)).draft));
            } else {
                Replies.error(exchange, 404, "There is no " + exchange.getRequestMethod() + " " + PATH + path + ".");
            }
        } catch (JsonProcessingException e) {
            Replies.error(exchange, 400, "This is not JSON.");
        } catch (IllegalArgumentException e) {
            Replies.error(exchange, 400, String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode body(HttpExchange exchange, int most) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(most + 1);
        if (body.length > most) {
            throw new IllegalArgumentException("The body is larger than " + most + " bytes.");
        }
        return Json.MAPPER.readTree(body);
    }

    private void report(HttpExchange exchange) throws IOException {
        if (applications.take(body(exchange, MAX_REPORT_BYTES))) {
            changes.changed(TOPIC);
            Replies.json(exchange, 200, Map.of("message", "ok"));
        } else {
            Replies.error(
                    exchange,
                    409,
                    "This report is an update, but the sandbox does not have the complete report. Send that first.");
        }
    }

    private record Ranked(Reading reading, Counted counted, int score) {}

    private Map<String, Object> kinds() {
        List<Applications.Seen> seen = applications.kinds();
        long all = seen.stream().mapToLong(each -> each.counted().lines()).sum();
        List<Ranked> ranked = new ArrayList<>();
        for (Applications.Seen each : seen) {
            Reading reading = each.reading().get();
            ranked.add(new Ranked(reading, each.counted(), Ranking.score(reading, each.counted(), all)));
        }
        ranked.sort(
                Comparator.comparingInt((Ranked each) -> -each.score).thenComparingLong(each -> -each.counted.lines()));
        List<Map<String, @Nullable Object>> kinds = ranked.stream()
                .map(each -> Views.summary(each.reading, each.counted, each.score))
                .toList();
        List<Map<String, Object>> told = new ArrayList<>();
        applications
                .applications()
                .forEach((application, unlisted) -> told.add(Map.of(
                        "application", application.name(), "appender", application.appender(), "unlisted", unlisted)));
        return Map.of("applications", told, "kinds", kinds);
    }

    private Map<String, @Nullable Object> kind(String id) {
        Reading reading = reading(id);
        Proposal proposal =
                Proposal.of(reading, applications.readingsOf(reading.kind().application()));
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", id);
        view.put("logger", reading.kind().logger());
        view.put("markers", reading.kind().markers());
        view.put("samples", reading.kind().samples().stream().map(Views::sample).toList());
        view.put("proposal", proposal.view());
        return view;
    }

    private Reading reading(String id) {
        Reading reading = applications.reading(id);
        if (reading == null) {
            throw new IllegalArgumentException(
                    "There is no kind of lines '" + id + "'. The application or the sandbox may have been restarted.");
        }
        return reading;
    }

    /** Rules, and the application whose lines they are tried on. */
    private record Wish(Draft draft, Application application) {}

    private Wish wish(JsonNode body) {
        if (body.path("choices").isArray()) {
            return chosen(body.path("choices"));
        }
        List<Map<String, String>> rules = new ArrayList<>();
        for (JsonNode rule : body.path("rules")) {
            Map<String, String> texts = new LinkedHashMap<>();
            rule.properties()
                    .forEach(option ->
                            texts.put(option.getKey(), option.getValue().asText()));
            if (rules.size() < MOST_RULES) {
                rules.add(texts);
            }
        }
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("Send {\"choices\":[...]} or {\"rules\":[{\"logger\":\"...\", ...}]}.");
        }
        JsonNode source = body.path("userSource");
        Draft draft = new Draft(rules, source.isTextual() && !source.asText().isBlank() ? source.asText() : null);
        List<Application> known = List.copyOf(applications.applications().keySet());
        Application application = known.stream()
                .filter(each -> each.instance().equals(body.path("instance").asText()))
                .findFirst()
                .orElseGet(() -> known.isEmpty() ? Application.NONE : known.get(known.size() - 1));
        return new Wish(draft, application);
    }

    private Wish chosen(JsonNode choices) {
        List<Map<String, String>> rules = new ArrayList<>();
        String source = null;
        Application application = Application.NONE;
        for (JsonNode node : choices) {
            Choice choice = Choice.of(node);
            Reading reading = reading(choice.kind());
            application = reading.kind().application();
            source = choice.source() == null ? source : choice.source();
            if (rules.size() < MOST_RULES) {
                rules.add(RuleWriter.write(reading, choice));
            }
        }
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("Nothing is chosen.");
        }
        boolean configured =
                source != null && source.equals(application.options().get("userSource"));
        return new Wish(new Draft(rules, configured ? null : source), application);
    }

    private Map<String, @Nullable Object> preview(JsonNode body) {
        Wish wish = wish(body);
        Preview.Result result = Preview.of(wish.draft, wish.application, applications.kindsOf(wish.application));
        Map<String, @Nullable Object> view = Views.draft(wish.draft);
        view.put("warnings", result.warnings());
        view.put(
                "lines",
                result.lines().stream()
                        .filter(Preview.Tried::taken)
                        .map(Views::tried)
                        .toList());
        view.put("tried", result.lines().size());
        return view;
    }
}

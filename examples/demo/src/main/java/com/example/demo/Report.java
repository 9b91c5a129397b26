package com.example.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.trubrics.sandbox.SandboxEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The table of one run: at most {@value #WIDTH} columns of plain ASCII. */
record Report(String title, Received received, ChatRun run) {
    static final int WIDTH = 98;

    private static final String INDENT = " ".repeat(13);

    List<String> lines() throws JsonProcessingException {
        List<String> lines = new ArrayList<>();
        lines.add(heading(title));
        List<String> left = counts();
        List<String> right = facts();
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            String count = i < left.size() ? left.get(i) : "";
            String fact = i < right.size() ? right.get(i) : "";
            lines.add(String.format(Locale.ROOT, "%-30s%s", count, fact).stripTrailing());
        }
        // An upgrade has values of three types, which is where the two frameworks differ.
        lines.addAll(sample("user event", SandboxEvent.Kind.USER, "Upgrade"));
        lines.addAll(sample("LLM event", SandboxEvent.Kind.LLM, ExpectedEvent.LLM));
        lines.add("");
        return lines;
    }

    static String heading(String title) {
        return "--- " + title + " " + "-".repeat(WIDTH - title.length() - 5);
    }

    /** The upgrade whose values kept their types. */
    static List<String> typed(ArrivedEvent upgrade) throws JsonProcessingException {
        List<String> lines = new ArrayList<>();
        lines.add(heading("Log4j2, typed values"));
        lines.add("Over SLF4J, seats is text above: log4j-slf4j2-impl hands key-values on as strings.");
        lines.add("Log4j2's own MapMessage keeps the types (chat-on-log4j2, TypedUpgrade.java):");
        lines.addAll(json("", upgrade.json()));
        lines.add("");
        return lines;
    }

    private List<String> counts() {
        Map<String, Long> byName = received.events().stream()
                .collect(Collectors.groupingBy(ArrivedEvent::name, LinkedHashMap::new, Collectors.counting()));
        List<String> lines = new ArrayList<>();
        byName.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> lines.add(count(entry.getKey(), entry.getValue())));
        lines.add(count("events", received.events().size()));
        return lines;
    }

    private List<String> facts() {
        List<ArrivedEvent> inTime = received.events().stream()
                .sorted(Comparator.comparing(ArrivedEvent::at).thenComparing(ArrivedEvent::requestId))
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add(
                fact("users", distinct(inTime.stream().map(ArrivedEvent::userId).toList())));
        lines.add(fact(
                "conversations",
                distinct(inTime.stream().map(ArrivedEvent::thread).toList())));
        lines.add(fact("log lines", run.logLines()) + "   ordinary lines and events together");
        lines.add(fact("requests", received.requests()) + retried());
        lines.add(fact("bytes", received.bytes()));
        lines.add(String.format(Locale.ROOT, "%-14s%9s", "dropped", dropped()));
        if (!inTime.isEmpty()) {
            lines.add(moment("first", inTime.get(0)));
            lines.add(moment("last", inTime.get(inTime.size() - 1)));
        }
        return lines;
    }

    private String retried() {
        long turnedAway = received.turnedAway();
        if (turnedAway == 0) {
            return "";
        }
        return "   and " + turnedAway + (turnedAway == 1 ? " that was" : " that were") + " answered 503 and sent again";
    }

    private String dropped() {
        return run.ending().droppedLines().isEmpty() ? "none" : "see below";
    }

    private List<String> sample(String label, SandboxEvent.Kind kind, String name) throws JsonProcessingException {
        Optional<ArrivedEvent> first = received.events().stream()
                .filter(event -> event.kind() == kind && event.name().equals(name))
                .min(Comparator.comparing(ArrivedEvent::at));
        return first.isPresent() ? json(label, first.get().json()) : List.of();
    }

    private static List<String> json(String label, JsonNode document) throws JsonProcessingException {
        List<String> lines = new ArrayList<>();
        for (String line : Json.lines(document, WIDTH - INDENT.length())) {
            String margin = lines.isEmpty() ? label + INDENT.substring(label.length()) : INDENT;
            lines.add(margin + line);
        }
        return lines;
    }

    private static long distinct(List<String> values) {
        return values.stream().filter(value -> !value.isEmpty()).distinct().count();
    }

    private static String count(String name, long count) {
        return String.format(Locale.ROOT, "%-19s%,6d", name, count);
    }

    private static String fact(String name, long number) {
        return String.format(Locale.ROOT, "%-14s%,9d", name, number);
    }

    private static String moment(String name, ArrivedEvent event) {
        return String.format(Locale.ROOT, "%-7s%s  %s, %s", name, event.at(), event.name(), event.userId());
    }
}

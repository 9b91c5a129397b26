package com.trubrics.sandbox.discover;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be read from the lines of a kind.
 *
 * @param candidates all that a rule can read, with different names
 */
record Reading(Kind kind, MessageTemplate line, List<Candidate> candidates) {
    private static final int MOST_PARTS = 80;

    /** Names that mean something in a rule, so that a value must not have one of them by chance. */
    private static final Set<String> OF_THE_CONTRACT = Set.of(
            "event",
            "timestamp",
            "prompt",
            "generation",
            "latency",
            "latency_ms",
            "prompt_event_name",
            "generation_event_name",
            "user_id");

    static Reading of(Kind kind) {
        MessageTemplate unnamed = MessageTemplate.of(kind, List.of());
        List<String> roots =
                unnamed.holes().stream().map(MessageTemplate.Hole::name).toList();
        Map<String, List<@Nullable Object>> examples = new Probe(unnamed, kind.samples()).read(roots);
        MessageTemplate line = MessageTemplate.of(
                kind, roots.stream().map(root -> example(examples.get(root))).toList());
        return new Reading(kind, line, candidates(kind, line));
    }

    private static String example(@Nullable List<@Nullable Object> values) {
        return values == null
                ? ""
                : values.stream()
                        .filter(value -> value != null)
                        .map(Object::toString)
                        .findFirst()
                        .orElse("");
    }

    private static List<Candidate> candidates(Kind kind, MessageTemplate line) {
        Map<String, Candidate.Origin> paths = new LinkedHashMap<>();
        List<String> holes =
                line.holes().stream().map(MessageTemplate.Hole::name).toList();
        Probe probe = new Probe(line, kind.samples());
        Parts parts = new Parts(MOST_PARTS, path -> paths.putIfAbsent(path, Candidate.Origin.PART));
        probe.read(holes).forEach((hole, values) -> {
            paths.put(hole, Candidate.Origin.HOLE);
            values.forEach(value -> parts.list(hole, value));
        });
        for (RecordedCall sample : kind.samples()) {
            sample.kv().forEach((key, value) -> {
                paths.putIfAbsent("kv." + Escaped.key(key), Candidate.Origin.FIELD);
                parts.list("kv." + Escaped.key(key), value);
            });
            sample.mdc().keySet().forEach(key -> paths.putIfAbsent("mdc." + Escaped.key(key), Candidate.Origin.MDC));
        }
        line.words().forEach(word -> paths.put(word.name(), Candidate.Origin.WORD));
        return named(paths, probe);
    }

    private static List<Candidate> named(Map<String, Candidate.Origin> paths, Probe probe) {
        List<Candidate> candidates = new ArrayList<>();
        Set<String> taken = new LinkedHashSet<>();
        probe.read(List.copyOf(paths.keySet())).forEach((path, values) -> {
            Candidate.Origin origin = paths.getOrDefault(path, Candidate.Origin.PART);
            if (values.stream().anyMatch(value -> value != null)) {
                candidates.add(new Candidate(path, unique(path, origin, taken), origin, values));
            }
        });
        return List.copyOf(candidates);
    }

    private static String unique(String path, Candidate.Origin origin, Set<String> taken) {
        String name = name(path, origin);
        String root = path.split("[.\\[]", 2)[0];
        if (taken.contains(name) || OF_THE_CONTRACT.contains(name)) {
            name = origin == Candidate.Origin.PART ? root + "_" + name : name + "_value";
        }
        String unique = name;
        for (int i = 2; !taken.add(unique); i++) {
            unique = name + "_" + i;
        }
        return unique;
    }

    /** MDC keys and fields are properties under their own names elsewhere, too. */
    private static String name(String path, Candidate.Origin origin) {
        return switch (origin) {
            case HOLE, WORD -> path;
            case MDC -> path.substring("mdc.".length()).replaceAll("\\\\x..", "_");
            case FIELD -> path.substring("kv.".length()).replaceAll("\\\\x..", "_");
            case PART -> PlaceholderNames.snake(lastStep(path).replaceAll("\\\\x..", "_"));
        };
    }

    /** Returns the last step that has a name. */
    static String lastStep(String path) {
        String bare = path.replaceAll("\\[-?[0-9]+]", "");
        return bare.substring(bare.lastIndexOf('.') + 1);
    }

    /** Returns what a path reads, or null if it is none of the candidates. */
    @Nullable
    Candidate candidate(String path) {
        return candidates.stream()
                .filter(candidate -> candidate.path().equals(path))
                .findFirst()
                .orElse(null);
    }
}

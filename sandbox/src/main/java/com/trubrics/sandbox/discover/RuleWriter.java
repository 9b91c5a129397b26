package com.trubrics.sandbox.discover;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the options of the rule that the user has chosen for a kind of lines. */
final class RuleWriter {
    private static final String USER_ID = "user_id";
    private static final Pattern PLACEHOLDER_NAME = Pattern.compile("[\\p{L}\\p{N}_$-]+");
    private static final Pattern IN_BRACES = Pattern.compile("\\{([^{}]+)}");

    /** Lines without a message are recognised by their fields. */
    private static final int TELLING_FIELDS = 3;

    private final Reading reading;
    private final Choice choice;

    /** What holes and words are called in the rule, by their own names. */
    private final Map<String, String> names = new HashMap<>();

    private RuleWriter(Reading reading, Choice choice) {
        this.reading = reading;
        this.choice = choice;
    }

    /** Returns the texts of the options, in the order of the documentation. */
    static Map<String, String> write(Reading reading, Choice choice) {
        return new RuleWriter(reading, choice).write();
    }

    private Map<String, String> write() {
        nameRoots();
        Map<String, String> rule = new LinkedHashMap<>();
        rule.put("logger", Escaped.listed(reading.kind().logger()));
        putUnlessEmpty(rule, "marker", Escaped.listed(choice.marker()));
        if (!reading.line().tokens().isEmpty()) {
            rule.put("message", reading.line().pattern(names));
        }
        putUnlessEmpty(rule, "when", when());
        putUnlessEmpty(rule, "fields", fields());
        putUnlessEmpty(rule, "event", event());
        keepBackWhatIsOnlyCompared(rule);
        putUnlessEmpty(rule, "pair", Escaped.edged(Escaped.text(choice.pair(), "")));
        return rule;
    }

    private static void putUnlessEmpty(Map<String, String> rule, String option, String text) {
        if (!text.isEmpty()) {
            rule.put(option, text);
        }
    }

    /** Gives a hole that is sent unchanged the name under which it is sent. */
    private void nameRoots() {
        Set<String> used = new LinkedHashSet<>();
        paths().forEach(path -> used.add(root(path)));
        used.removeIf(root -> reading.line().token(root).isEmpty());
        Map<String, String> wished = new HashMap<>();
        for (Choice.Field field : choice.fields()) {
            if (PLACEHOLDER_NAME.matcher(field.name()).matches()
                    && !field.name().equals("-")) {
                wished.putIfAbsent(field.path(), field.name());
            }
        }
        if (choice.user() != null) {
            wished.put(choice.user(), USER_ID);
        }
        Set<String> taken = new HashSet<>(Set.of("mdc", "kv"));
        used.forEach(root -> {
            String name = wished.getOrDefault(root, root);
            boolean free = !taken.contains(name) && (name.equals(root) || !used.contains(name));
            names.put(root, free ? name : root);
            taken.add(names.getOrDefault(root, root));
        });
    }

    private List<String> paths() {
        List<String> paths = new ArrayList<>();
        choice.fields().forEach(field -> paths.add(field.path()));
        choice.conditions().forEach(condition -> paths.add(condition.path()));
        if (choice.user() != null) {
            paths.add(choice.user());
        }
        Matcher inEvent = IN_BRACES.matcher(choice.event());
        while (inEvent.find()) {
            if (isValue(inEvent.group(1))) {
                paths.add(inEvent.group(1));
            }
        }
        return paths;
    }

    private boolean isValue(String path) {
        Candidate candidate = reading.candidate(path);
        return candidate != null && candidate.origin() != Candidate.Origin.WORD;
    }

    private static String root(String path) {
        return path.split("[.\\[]", 2)[0];
    }

    private String renamed(String path) {
        String root = root(path);
        return names.getOrDefault(root, root) + path.substring(root.length());
    }

    private String when() {
        List<String> conditions = new ArrayList<>();
        for (Choice.Condition condition : choice.conditions()) {
            String value = condition.glob() ? condition.value() : Escaped.value(condition.value());
            conditions.add(renamed(condition.path()) + "=" + value);
        }
        String user = choice.user();
        if (reading.line().isAnything() && user != null && !user.equals(root(user))) {
            conditions.add(renamed(user) + "!="); // every line of the logger has such a message
        }
        if (reading.line().tokens().isEmpty() && conditions.isEmpty()) {
            reading.kind().pieces().stream()
                    .limit(TELLING_FIELDS)
                    .forEach(field -> conditions.add("kv." + Escaped.key(field) + "!="));
        }
        return String.join(", ", conditions);
    }

    private String fields() {
        List<String> written = new ArrayList<>();
        Set<String> plain = new HashSet<>();
        boolean asTheyAre = true;
        if (choice.user() != null) {
            String path = renamed(choice.user());
            asTheyAre &= path.equals(USER_ID);
            plain.add(USER_ID);
            written.add(path.equals(USER_ID) ? USER_ID : USER_ID + "=" + path);
        }
        for (Choice.Field field : choice.fields()) {
            String path = renamed(field.path());
            boolean asItIs = path.equals(field.name()) && !field.number();
            asTheyAre &= asItIs;
            plain.add(field.name());
            String name = Escaped.name(field.name());
            written.add(asItIs ? name : name + (field.number() ? ":number" : "") + "=" + path);
        }
        // Without the option, a rule sends every name of its message.
        boolean all = asTheyAre && plain.equals(new HashSet<>(names.values()));
        return all ? "" : String.join(", ", written);
    }

    /**
     * Without the option {@code fields}, a rule sends all names of its message, also those that are only compared. To prevent
     * this, the option gets the name of the event or, if that name contains values, one of these values.
     */
    private void keepBackWhatIsOnlyCompared(Map<String, String> rule) {
        if (rule.containsKey("fields") || names.isEmpty() || !choice.fields().isEmpty() || choice.user() != null) {
            return;
        }
        String event = rule.remove("event");
        if (event != null && event.indexOf('{') < 0) {
            rule.put("fields", "event='" + event.replace("'", "\\x27") + "'");
        } else {
            String name = names.values().iterator().next();
            rule.put("fields", name);
            putUnlessEmpty(rule, "event", event == null ? "" : event);
        }
    }

    private String event() {
        StringBuilder event = new StringBuilder();
        int from = 0;
        Matcher inBraces = IN_BRACES.matcher(choice.event());
        while (inBraces.find()) {
            if (isValue(inBraces.group(1))) {
                event.append(Escaped.text(choice.event().substring(from, inBraces.start()), "{"));
                event.append('{').append(renamed(inBraces.group(1))).append('}');
                from = inBraces.end();
            }
        }
        return Escaped.edged(
                event.append(Escaped.text(choice.event().substring(from), "")).toString());
    }
}

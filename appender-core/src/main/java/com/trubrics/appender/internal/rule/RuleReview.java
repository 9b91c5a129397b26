package com.trubrics.appender.internal.rule;

import com.trubrics.appender.internal.rule.EventRule.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Looks at all rules of one configuration together: which of them are pairs, and what is probably a mistake. */
public final class RuleReview {

    private static final Set<String> LEVELS = Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");

    private RuleReview() {}

    /**
     * Returns the same rules, with the first rule of each pair as the one that opens it.
     *
     * @param doubts receives a sentence, without a full stop, about each rule that is applied although it is probably a
     *     mistake
     */
    public static List<EventRule> review(List<EventRule> rules, Consumer<String> doubts) {
        List<EventRule> paired = paired(rules);
        Set<String> closed = new HashSet<>();
        paired.stream().filter(rule -> rule.role() == Role.CLOSES).forEach(rule -> closed.add(rule.pairFrame()));
        for (int i = 0; i < paired.size(); i++) {
            EventRule rule = paired.get(i);
            doubtsAbout(rule).forEach(doubt -> doubts.accept(rule + " " + doubt));
            if (rule.role() == Role.OPENS && !closed.contains(rule.pairFrame())) {
                doubts.accept(rule + " is the only rule of its 'pair', which needs a second rule that closes it");
            }
            paired.subList(0, i).stream()
                    .filter(before -> before.hides(rule))
                    .findFirst()
                    .ifPresent(before -> doubts.accept(
                            rule + " never applies: rule " + before.position() + " takes all of its lines before"));
        }
        return paired;
    }

    private static List<EventRule> paired(List<EventRule> rules) {
        Map<String, List<String>> opened = new HashMap<>();
        List<EventRule> paired = new ArrayList<>();
        for (EventRule rule : rules) {
            String frame = rule.pairFrame();
            if (frame == null) {
                paired.add(rule);
            } else {
                paired.add(rule.as(opened.containsKey(frame) ? Role.CLOSES : Role.OPENS));
                opened.putIfAbsent(frame, rule.sentNames());
            }
        }
        return List.copyOf(paired);
    }

    private static List<String> doubtsAbout(EventRule rule) {
        List<String> doubts = new ArrayList<>();
        for (String level : rule.levels()) {
            if (!LEVELS.contains(level)) {
                doubts.add("names the level '" + level + "', which neither Logback nor Log4j2 has by itself");
            }
        }
        if (rule.matchesTemplatesOnly()) {
            doubts.add("has two names side by side in 'message': nobody can tell in a finished text where one ends, so"
                    + " the rule takes only calls whose unformatted message has '{}' in both places");
        }
        if (rule.readsElapsed() && rule.role() != Role.CLOSES) {
            doubts.add("reads 'elapsed', which only the second rule of a 'pair' knows: it is absent");
        }
        if (rule.namesEvents()
                && rule.sentNames().indexOf("event") != rule.sentNames().lastIndexOf("event")) {
            doubts.add("has a field 'event' beside its option 'event', which wins");
        }
        return doubts;
    }
}

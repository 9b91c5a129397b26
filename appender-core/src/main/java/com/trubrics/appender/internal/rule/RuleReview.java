package com.trubrics.appender.internal.rule;

import com.trubrics.appender.internal.rule.EventRule.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reviews all rules of one configuration together: finds pairs, and rules that are probably mistaken. */
public final class RuleReview {

    private static final Set<String> LEVELS = Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");

    private static final String ROOT = "ROOT";

    /** Parts of regular expressions and format strings, which are rare in log lines. */
    private static final Pattern FOREIGN =
            Pattern.compile("\\(\\?[:=!<]|\\(?[.\\])][*+]\\)?\\$?|(?<![0-9])%[sd]\\b|^\\^");

    /** Fields with something other than a comma between them. */
    private static final Pattern SEVERAL_FIELDS = Pattern.compile(";|^user_id\\s|\\suser_id$");

    private RuleReview() {}

    /**
     * Returns the same rules, with the first rule of each pair as the one that opens it.
     *
     * @param doubts receives a sentence, without a full stop, about each rule that is applied although it is probably a
     *     mistake
     */
    public static List<EventRule> review(List<EventRule> rules, Consumer<String> doubts) {
        List<EventRule> paired = paired(rules);
        for (int i = 0; i < paired.size(); i++) {
            EventRule rule = paired.get(i);
            Stream.concat(doubtsAbout(rule).stream(), doubtsAboutPair(rule, paired).stream())
                    .forEach(doubt -> doubts.accept(rule + " " + doubt));
            paired.subList(0, i).stream()
                    .filter(before -> before.hides(rule))
                    .findFirst()
                    .ifPresent(before -> doubts.accept(
                            rule + " never applies: rule " + before.position() + " matches all of its lines first"));
        }
        return paired;
    }

    private static List<EventRule> paired(List<EventRule> rules) {
        Set<String> opened = new HashSet<>();
        List<EventRule> paired = new ArrayList<>();
        for (EventRule rule : rules) {
            String frame = rule.pairFrame();
            if (frame == null) {
                paired.add(rule);
            } else {
                paired.add(rule.as(opened.add(frame) ? Role.OPENS : Role.CLOSES));
            }
        }
        return List.copyOf(paired);
    }

    private static List<String> doubtsAboutPair(EventRule rule, List<EventRule> all) {
        if (rule.role() == Role.ALONE) {
            return List.of();
        }
        List<EventRule> pair = all.stream()
                .filter(other -> Objects.equals(other.pairFrame(), rule.pairFrame()))
                .toList();
        if (pair.size() == 1) {
            return List.of("is the only rule of its 'pair' '" + rule.pairFrame()
                    + "', which needs a second rule that closes it: the pair never becomes an event");
        }
        if (rule.role() == Role.CLOSES && !rule.mayMakeEvents(pair.get(0))) {
            return List.of("closes the 'pair' '" + rule.pairFrame()
                    + "', but there is nothing to send: this rule needs an 'event', or the two together need the fields"
                    + " 'prompt' and 'generation'; the pair never becomes an event");
        }
        return List.of();
    }

    private static List<String> doubtsAbout(EventRule rule) {
        List<String> doubts = new ArrayList<>();
        for (String level : rule.levels()) {
            if (!LEVELS.contains(level)) {
                doubts.add("names the level '" + level + "', which neither Logback nor Log4j2 defines: it matches"
                        + " only lines of a custom level of that name");
            }
        }
        for (String logger : rule.loggers()) {
            if (logger.equalsIgnoreCase(ROOT) && !logger.equals(ROOT)) {
                doubts.add("names the logger '" + logger + "': the root logger is written " + ROOT
                        + ", and includes no other logger");
            }
        }
        if (rule.matchesTemplatesOnly()) {
            doubts.add("has two adjacent names in 'message': the text does not show where the first one ends, so the"
                    + " rule matches only calls whose unformatted message has '{}' in both places");
        }
        if (rule.readsElapsed() && rule.role() != Role.CLOSES) {
            doubts.add("reads 'elapsed', which only the second rule of a 'pair' has: it is absent");
        }
        if (rule.namesEvents()
                && rule.sentNames().indexOf("event") != rule.sentNames().lastIndexOf("event")) {
            doubts.add("has a field 'event' in addition to its option 'event', which wins");
        }
        doubtsAboutSyntax(rule, doubts);
        return doubts;
    }

    private static void doubtsAboutSyntax(EventRule rule, List<String> doubts) {
        String literals = String.join("", rule.messageLiterals());
        Matcher foreign = FOREIGN.matcher(literals);
        if (foreign.find()) {
            doubts.add("has '" + foreign.group()
                    + "' in 'message', which is matched literally: use names in braces for the"
                    + " parts that vary; regular expressions are not supported");
        } else if (count(literals, '}') > count(literals, '{')) {
            doubts.add("has a '}' without a '{' in 'message', which is matched literally");
        }
        for (String name : rule.sentNames()) {
            if (SEVERAL_FIELDS.matcher(name).find()) {
                doubts.add("has '" + name
                        + "' in 'fields', which is read as one name: separate several fields with commas");
            }
        }
        for (String condition : rule.conditionTexts()) {
            if (Condition.isForeign(condition)) {
                doubts.add("has '" + condition
                        + "' in 'when', which is read as one condition: separate several with commas; only"
                        + " *, ? and | are special in a value");
            }
        }
    }

    private static long count(String text, char counted) {
        return text.chars().filter(c -> c == counted).count();
    }
}

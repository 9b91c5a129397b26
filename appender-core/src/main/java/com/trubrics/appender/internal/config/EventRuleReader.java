package com.trubrics.appender.internal.config;

import com.trubrics.appender.internal.report.SafeText;
import com.trubrics.appender.internal.rule.EventRule;
import com.trubrics.appender.internal.rule.MalformedRuleException;
import com.trubrics.appender.internal.rule.RuleOption;
import com.trubrics.appender.internal.rule.RuleParser;
import com.trubrics.appender.internal.rule.RuleReview;
import com.trubrics.appender.spi.EventRuleTexts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads event rules. A rule with a mistake in it is not applied, because without a condition that cannot be read, or
 * without its list of fields, it might send what was meant to stay in the process. The other rules are not affected.
 */
final class EventRuleReader {
    /** The maximum length of a message about a malformed rule, which quotes parts of it. */
    private static final int SENTENCE = 500;

    private static final String CONSEQUENCE = "this rule is not applied";

    private final List<EventRuleTexts> written;
    private final ConfigWarnings mistakes;

    EventRuleReader(List<EventRuleTexts> written, ConfigWarnings mistakes) {
        this.written = written;
        this.mistakes = mistakes;
    }

    /**
     * Returns the rules that can be applied, in the order of the configuration.
     *
     * @param allowed the loggers whose calls can be events at all; empty for all
     */
    List<EventRule> read(List<String> allowed) {
        List<EventRule> rules = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            EventRule rule = read(i + 1, written.get(i));
            if (rule != null) {
                rules.add(rule);
            }
        }
        rules.stream()
                .filter(rule -> isOutside(rule.loggers(), allowed))
                .forEach(rule ->
                        mistakes.say(rule + " matches no line, because 'loggers' does not include its 'logger'", ""));
        return RuleReview.review(rules, doubt -> mistakes.say(doubt, ""));
    }

    private static boolean isOutside(List<String> loggers, List<String> allowed) {
        return !allowed.isEmpty()
                && !loggers.isEmpty()
                && loggers.stream()
                        .noneMatch(logger -> allowed.stream()
                                .anyMatch(other -> (logger + ".").startsWith(other + ".")
                                        || (other + ".").startsWith(logger + ".")));
    }

    private @Nullable EventRule read(int position, EventRuleTexts rule) {
        Map<RuleOption, String> texts = texts(rule);
        String name = EventRule.nameOf(
                position,
                SafeText.quoted(texts.getOrDefault(RuleOption.EVENT, "").strip()));
        List<String> found = mistakesIn(rule, texts);
        String mistake = String.join(", ", found);
        try {
            if (found.isEmpty()) {
                return RuleParser.parse(position, texts);
            }
        } catch (MalformedRuleException malformed) {
            mistake = malformed.getMessage();
        }
        mistakes.say(name + ": " + SafeText.of(String.valueOf(mistake), SENTENCE), CONSEQUENCE);
        return null;
    }

    private static Map<RuleOption, String> texts(EventRuleTexts rule) {
        Map<RuleOption, String> texts = new EnumMap<>(RuleOption.class);
        for (RuleOption option : RuleOption.values()) {
            String text = rule.get(option.key());
            if (text != null) {
                texts.put(option, text);
            }
        }
        return texts;
    }

    private static List<String> mistakesIn(EventRuleTexts rule, Map<RuleOption, String> texts) {
        List<String> found = new ArrayList<>();
        for (String name : rule.unknown()) {
            RuleOption nearest = nearest(name);
            found.add("unknown option '" + SafeText.quoted(name) + "'"
                    + (nearest == null ? "" : " (did you mean '" + nearest.key() + "'?)"));
        }
        for (String option : rule.unreadable()) {
            found.add(
                    "'" + option + "' has no text of its own: arrays, nested elements and attributes of an element are"
                            + " not read; write a list with commas, and in YAML, put quotes around a text that begins with a"
                            + " brace or a bracket");
        }
        texts.forEach((option, text) -> {
            if (OptionText.present(text) == null) {
                found.add("'" + option.key() + "' is '" + text.strip() + "', which counts as absent");
            } else if (OptionText.isUnresolved(text)) {
                found.add(
                        "'" + option.key() + "' is '" + SafeText.quoted(text)
                                + "', which contains an unresolved placeholder (for a dollar sign before a brace, write \\x24)");
            }
        });
        return found;
    }

    private static @Nullable RuleOption nearest(String name) {
        String plain = Spelling.plain(name);
        RuleOption nearest = null;
        int best = Spelling.tolerance(plain) + 1;
        for (RuleOption option : RuleOption.values()) {
            boolean sameButPlural =
                    plain.equals(option.key() + "s") || option.key().equals(plain + "s");
            int distance = sameButPlural ? 0 : Spelling.distance(plain, option.key());
            if (distance < best) {
                nearest = option;
                best = distance;
            }
        }
        return nearest;
    }
}

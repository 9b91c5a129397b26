package com.trubrics.appender.internal.rule;

import com.trubrics.appender.internal.path.Escapes;
import com.trubrics.appender.internal.path.MalformedPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses the texts of one event rule. */
public final class RuleParser {

    /** What no logger's name has, or only by mistake: blanks, quotes, wildcards, and dots that separate nothing. */
    private static final Pattern NO_LOGGER = Pattern.compile("[\\s\"'`*?{};|]|^\\.|\\.\\.|\\.$");

    private final int position;
    private final Map<RuleOption, String> texts;

    private RuleParser(int position, Map<RuleOption, String> texts) {
        this.position = position;
        this.texts = texts;
    }

    /**
     * Parses a rule.
     *
     * @param position its place in the configuration, from 1
     * @param texts the options that are set, none of them blank
     * @throws MalformedRuleException if the rule cannot be applied
     */
    public static EventRule parse(int position, Map<RuleOption, String> texts) throws MalformedRuleException {
        return new RuleParser(position, texts).parse();
    }

    private EventRule parse() throws MalformedRuleException {
        LineFilter filter = new LineFilter(loggers(), names(RuleOption.LEVEL), names(RuleOption.MARKER));
        if (!texts.containsKey(RuleOption.LOGGER) && !texts.containsKey(RuleOption.MARKER)) {
            throw new MalformedRuleException("it needs a 'logger' or a 'marker'");
        }
        String written = texts.get(RuleOption.MESSAGE);
        MessagePattern message = written == null ? null : MessagePattern.parse(withoutBlanksAround(written));
        String when = texts.getOrDefault(RuleOption.WHEN, "");
        EventRule.Demands demands = new EventRule.Demands(filter, message, Condition.parseAll(when, message));
        EventRule rule = new EventRule(
                position,
                texts.getOrDefault(RuleOption.EVENT, "").strip(),
                demands,
                product(message),
                EventRule.Role.ALONE);
        requireAnEvent(rule);
        return rule;
    }

    private void requireAnEvent(EventRule rule) throws MalformedRuleException {
        List<String> sent = rule.sentNames();
        if (rule.pairFrame() == null && !sent.contains("event") && !sent.containsAll(List.of("prompt", "generation"))) {
            throw new MalformedRuleException(
                    "it has nothing to send: it needs an 'event', or the fields 'prompt' and 'generation'");
        }
    }

    private EventRule.Product product(@Nullable MessagePattern message) throws MalformedRuleException {
        return new EventRule.Product(fields(message), text(RuleOption.EVENT, message), text(RuleOption.PAIR, message));
    }

    private List<RuleField> fields(@Nullable MessagePattern message) throws MalformedRuleException {
        String written = texts.get(RuleOption.FIELDS);
        if (written != null) {
            return RuleField.parseAll(written, message);
        }
        return message == null ? List.of() : RuleField.ofNames(message);
    }

    private @Nullable TextWithPaths text(RuleOption option, @Nullable MessagePattern message)
            throws MalformedRuleException {
        String written = texts.get(option);
        return written == null ? null : TextWithPaths.parse(option.key(), written.strip(), message);
    }

    private List<String> loggers() throws MalformedRuleException {
        List<String> names = names(RuleOption.LOGGER);
        for (String name : names) {
            if (NO_LOGGER.matcher(name).find()) {
                throw new MalformedRuleException("'logger' has '" + name + "', which is no name of a logger (com.acme"
                        + " covers everything below it)");
            }
        }
        return names;
    }

    /** Parses names with commas in between. An option that names nothing admits nothing, so that it is a mistake. */
    private List<String> names(RuleOption option) throws MalformedRuleException {
        String written = texts.get(option);
        if (written == null) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try {
            for (String name : written.split(",", -1)) {
                if (!name.isBlank()) {
                    names.add(Escapes.resolve(name.strip()));
                }
            }
        } catch (MalformedPathException malformed) {
            throw MalformedRuleException.in(option.key(), malformed);
        }
        if (names.isEmpty()) {
            throw new MalformedRuleException("'" + option.key() + "' contains no name");
        }
        return List.copyOf(names);
    }

    /** Keeps line ends, which no format of a configuration adds by itself at the ends of a text. */
    private static String withoutBlanksAround(String written) {
        int from = 0;
        int to = written.length();
        while (from < to && isBlank(written.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(written.charAt(to - 1))) {
            to--;
        }
        return written.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}

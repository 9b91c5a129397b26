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

    /**
     * Parts that only a mistaken logger name has: blanks, quotes, wildcards, and dots without a name on both sides. An
     * escape is intentional.
     */
    private static final Pattern NO_LOGGER = Pattern.compile("[\\s\"'`*?{};|]|^\\.|\\.\\.|\\.$");

    private static final Pattern NO_MARKER = Pattern.compile("[*?]");

    private static final Pattern NO_LEVEL = Pattern.compile("[^\\w\\\\-]");

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
        LineFilter filter = new LineFilter(
                names(
                        RuleOption.LOGGER,
                        NO_LOGGER,
                        "not the name of a logger (com.acme includes all loggers below it)"),
                names(RuleOption.LEVEL, NO_LEVEL, "not the name of a level (separate several with commas)"),
                names(RuleOption.MARKER, NO_MARKER, "not the name of a marker (there are no wildcards)"));
        if (!texts.containsKey(RuleOption.LOGGER) && !texts.containsKey(RuleOption.MARKER)) {
            throw new MalformedRuleException("it needs a 'logger' or a 'marker'"
                    + (texts.isEmpty() ? ", and it has no options (Logback reads elements, not attributes)" : ""));
        }
        String written = texts.get(RuleOption.MESSAGE);
        MessagePattern message = written == null ? null : MessagePattern.parse(withoutBlanksAround(written));
        String when = texts.get(RuleOption.WHEN);
        List<Condition> conditions = when == null ? List.of() : Condition.parseAll(when, message);
        EventRule.Demands demands = new EventRule.Demands(filter, message, conditions);
        EventRule rule = new EventRule(
                position,
                texts.getOrDefault(RuleOption.EVENT, "").strip(),
                demands,
                product(message),
                EventRule.Role.ALONE);
        requireAnEvent(rule);
        return rule;
    }

    private static void requireAnEvent(EventRule rule) throws MalformedRuleException {
        if (rule.pairFrame() == null && !rule.mayMakeEvents(null)) {
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

    /**
     * Parses names with commas in between. An option that names nothing admits nothing, so that it is a mistake.
     *
     * @param refused matches names that are mistakes
     * @param otherwise what such a name is, for the message
     */
    private List<String> names(RuleOption option, Pattern refused, String otherwise) throws MalformedRuleException {
        String written = texts.get(option);
        if (written == null) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try {
            for (String name : written.split(",", -1)) {
                if (refused.matcher(name.strip()).find()) {
                    throw new MalformedRuleException(
                            "'" + option.key() + "' has '" + name.strip() + "', which is " + otherwise);
                }
                if (!name.isBlank()) {
                    names.add(Escapes.resolve(name.strip()));
                }
            }
        } catch (MalformedPathException malformed) {
            throw MalformedRuleException.in(option.key(), malformed);
        }
        if (names.isEmpty()) {
            throw new MalformedRuleException(
                    "'" + option.key() + "' is '" + written.strip() + "', which contains no name");
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

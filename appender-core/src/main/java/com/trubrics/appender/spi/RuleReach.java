package com.trubrics.appender.spi;

import com.trubrics.appender.internal.rule.EventRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds event rules that can take no line, as one appender sees them: the loggers that they name do not log at the level
 * that they want, or their log calls do not reach the appender. It does not look at filters.
 */
final class RuleReach {

    /** What a rule without {@code logger} names. */
    private static final String ANY = "";

    private static final String ROOT = "ROOT";

    private final AppenderScope us;
    private final String appender;
    private final Collection<LoggerSetup> loggers;
    private final Collection<String> reported;

    /**
     * @param loggers all of them, as they are configured now
     * @param reported the names of loggers of which the user knows already that they are cut off
     */
    RuleReach(AppenderScope us, String appender, Collection<LoggerSetup> loggers, Collection<String> reported) {
        this.us = us;
        this.appender = appender;
        this.loggers = loggers;
        this.reported = reported;
    }

    /** One warning for each rule that can take no line of a logger that it names. */
    List<String> warnings(Collection<EventRule> rules) {
        return rules.stream().map(this::warning).filter(Objects::nonNull).toList();
    }

    private @Nullable String warning(EventRule rule) {
        List<String> names = rule.loggers().isEmpty() ? List.of(ANY) : rule.loggers();
        String obstacles = names.stream()
                .map(name -> obstacle(rule, name))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return obstacles.isEmpty() ? null : rule + " takes no line of " + obstacles;
    }

    /** Returns the name of a logger, and why the rule takes none of its lines; null if it may take some. */
    private @Nullable String obstacle(EventRule rule, String name) {
        List<LoggerSetup> covered = coveredBy(name);
        List<LoggerSetup> reaching = covered.stream().filter(this::reachesUs).toList();
        if (covered.isEmpty() || reaching.stream().anyMatch(logger -> logs(logger, rule.levels()))) {
            return null;
        }
        if (reaching.isEmpty()) {
            return isReported(name) ? null : describe(name) + ": " + cut(covered.get(0));
        }
        String threshold = reaching.get(0).levels().threshold();
        return describe(name) + ": "
                + (rule.levels().isEmpty()
                        ? "its level is " + threshold + "."
                        : "the rule wants level " + String.join(" or ", rule.levels())
                                + ", and the level of that logger is " + threshold + ". Lower that level.");
    }

    /** The logger that decides about the calls of this name, and all those below it. */
    private List<LoggerSetup> coveredBy(String name) {
        List<LoggerSetup> covered = new ArrayList<>();
        LoggerSetup nearest = LoggerSetup.nearest(name, loggers);
        if (nearest != null) {
            covered.add(nearest);
        }
        loggers.stream()
                .filter(logger -> name.equals(ANY) || logger.isWithin(name))
                .forEach(covered::add);
        return covered;
    }

    private boolean reachesUs(LoggerSetup logger) {
        return logger.path()
                .flatMap(one -> one.attachments().stream())
                .anyMatch(at -> at.scope() == us || at.role() == LoggerSetup.Role.UNKNOWN);
    }

    private static boolean logs(LoggerSetup logger, List<String> levels) {
        Set<String> enabled = logger.levels().enabled();
        return levels.isEmpty() ? !enabled.isEmpty() : levels.stream().anyMatch(enabled::contains);
    }

    private boolean isReported(String name) {
        return reported.stream().anyMatch(logger -> (name + ".").startsWith(logger + "."));
    }

    private String cut(LoggerSetup logger) {
        return "its log calls do not reach this appender, "
                + logger.path()
                        .filter(one -> !one.additive() && !one.isRoot())
                        .findFirst()
                        .map(one -> "because additivity is \"false\" at " + one.described() + ". Attach '" + appender
                                + "' there too, or remove additivity=\"false\".")
                        .orElse("which is attached neither to it nor to a logger above it. Attach '" + appender
                                + "' to it.");
    }

    private static String describe(String name) {
        return switch (name) {
            case ANY -> "any logger";
            case ROOT -> "the root logger";
            default -> "logger '" + name + "'";
        };
    }
}

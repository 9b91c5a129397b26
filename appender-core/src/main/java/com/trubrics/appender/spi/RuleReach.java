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
 * Finds an appender's event rules that cannot match any line, because their loggers do not log at the rule's level, or the
 * log calls do not reach the appender. Does not consider filters.
 */
final class RuleReach {

    /** The logger name of a rule without {@code logger}. */
    private static final String ANY = "";

    private static final String ROOT = "ROOT";

    private final AppenderScope us;
    private final String appender;
    private final Collection<LoggerSetup> loggers;
    private final Collection<String> reported;

    /**
     * @param loggers all loggers with their current configuration
     * @param reported the names of loggers that have already been reported as cut off
     */
    RuleReach(AppenderScope us, String appender, Collection<LoggerSetup> loggers, Collection<String> reported) {
        this.us = us;
        this.appender = appender;
        this.loggers = loggers;
        this.reported = reported;
    }

    /** Returns one warning for each rule that cannot match any line of one of its loggers. */
    List<String> warnings(Collection<EventRule> rules) {
        return rules.stream().map(this::warning).filter(Objects::nonNull).toList();
    }

    private @Nullable String warning(EventRule rule) {
        List<String> names = rule.loggers().isEmpty() ? List.of(ANY) : rule.loggers();
        String obstacles = names.stream()
                .map(name -> obstacle(rule, name))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return obstacles.isEmpty() ? null : rule + " matches no line of " + obstacles;
    }

    /** Returns the name of a logger, and why the rule cannot match its lines; null if it may match some. */
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
                        : "the rule requires level " + String.join(" or ", rule.levels())
                                + ", and the level of that logger is " + threshold + ". Lower that level.");
    }

    /** Returns the logger that decides about calls to this name, and all loggers below it. */
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

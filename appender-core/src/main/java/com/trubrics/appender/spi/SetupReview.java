package com.trubrics.appender.spi;

import com.trubrics.appender.spi.LoggerSetup.Attachment;
import com.trubrics.appender.spi.LoggerSetup.Role;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Looks for two mistakes in how appenders are attached to loggers: log calls that never reach an appender, and log calls
 * that reach it twice. It sees no log calls itself. If an ordinary setup looks the same, it reports nothing, or at INFO.
 */
final class SetupReview {

    /** The maximum number of loggers in one message. */
    private static final int NAMED = 5;

    private final AppenderScope us;
    private final String appender;
    private final Collection<LoggerSetup> loggers;
    private final List<LoggerSetup> cutOff;

    /** A problem to report. */
    record Finding(Level level, String message) {}

    SetupReview(AppenderScope us, String appender, Collection<LoggerSetup> loggers) {
        this.us = us;
        this.appender = appender;
        this.loggers = loggers;
        this.cutOff = loggers.stream().filter(this::isCutOff).toList();
    }

    /** Returns at most one finding of each kind. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findTwins(findings);
        List<String> likely = describe(this::isLikelyMistaken);
        List<String> perhaps = describe(logger -> !isLikelyMistaken(logger));
        if (!likely.isEmpty()) {
            findings.add(new Finding(
                    Level.WARNING,
                    "Log calls of " + describe(likely)
                            + " do not reach this appender: additivity is \"false\" there, and no"
                            + " Trubrics appender is attached. Attach '" + appender + "' there too, or remove"
                            + " additivity=\"false\"."));
        }
        if (!perhaps.isEmpty()) {
            findings.add(new Finding(
                    Level.INFO,
                    "Log calls of " + describe(perhaps) + " do not reach this appender, because additivity is \"false\""
                            + " there."));
        }
        return findings;
    }

    /** Returns the names of the loggers that a warning reports as cut off. */
    List<String> cutOffByMistake() {
        return cutOff.stream()
                .filter(this::isLikelyMistaken)
                .map(LoggerSetup::name)
                .toList();
    }

    /** Returns whether the logger's calls could be events, reach no Trubrics appender, and would reach us if it were additive. */
    private boolean isCutOff(LoggerSetup logger) {
        LoggerSetup parent = logger.parent();
        return parent != null
                && !logger.additive()
                && !logger.attachments().isEmpty() // a logger without appenders is meant to be silent
                && us.mayTakeFrom(logger.name())
                && parent.path().flatMap(above -> above.attachments().stream()).anyMatch(this::isUs)
                && loggers.stream().filter(below -> isWithin(below, logger)).noneMatch(SetupReview::mayReachUs);
    }

    private static boolean mayReachUs(LoggerSetup logger) {
        return logger.attachments().stream().anyMatch(attachment -> attachment.role() != Role.OTHER);
    }

    private static boolean isWithin(LoggerSetup below, LoggerSetup logger) {
        for (LoggerSetup one = below; one != null; one = one.parent()) {
            if (one.name().equals(logger.name())) {
                return true;
            }
        }
        return false;
    }

    /**
     * An access log with additivity switched off and its own appender is ordinary. But if the calls go to an appender that
     * the loggers above also have, the user probably only wanted a different level. The cut-off is also a mistake if the
     * configuration of this appender names the logger.
     */
    private boolean isLikelyMistaken(LoggerSetup logger) {
        LoggerSetup parent = logger.parent();
        if (parent == null || us.asksFor(logger.name())) {
            return true;
        }
        Set<String> above = parent.path()
                .flatMap(one -> one.attachments().stream())
                .map(Attachment::appender)
                .collect(Collectors.toSet());
        return logger.attachments().stream().map(Attachment::appender).anyMatch(above::contains);
    }

    private void findTwins(List<Finding> findings) {
        for (LoggerSetup logger : loggers) {
            List<Place> places = logger.path()
                    .flatMap(above -> above.attachments().stream().map(at -> new Place(above, at)))
                    .toList();
            int own = logger.attachments().size(); // only the first ones: pairs further up are found from there
            for (int i = 0; i < own; i++) {
                for (int j = i + 1; j < places.size(); j++) {
                    if (us.mayTakeFrom(logger.name())
                            && areTwins(places.get(i).at(), places.get(j).at())) {
                        findings.add(new Finding(Level.WARNING, describe(places.get(i), places.get(j))));
                        return;
                    }
                }
            }
        }
    }

    private record Place(LoggerSetup logger, Attachment at) {}

    /** Returns whether both create the same event from one call, and we started last. Only the last one reports this. */
    private boolean areTwins(Attachment one, Attachment other) {
        AppenderScope a = one.scope();
        AppenderScope b = other.scope();
        return a != null
                && b != null
                && !one.filtered()
                && !other.filtered()
                && (isUs(one) || isUs(other))
                && us.startedLastOf(a, b)
                && (a == b || a.takesTheSameAs(b));
    }

    private static String describe(Place near, Place far) {
        String name = near.at().appender();
        String where = near.logger().described();
        String who = name.equals(far.at().appender())
                ? "Appender '" + name + "' is attached to " + where + " and to "
                        + far.logger().described()
                : "Appenders '" + name + "', attached to " + where + ", and '"
                        + far.at().appender() + "', attached to " + far.logger().described()
                        + ", send to the same destination";
        return who + ": every event logged through " + where
                + " is sent twice. Remove one of the two references, or set"
                + " additivity to \"false\" on the logger below.";
    }

    private boolean isUs(Attachment attachment) {
        return attachment.scope() == us;
    }

    private List<String> describe(Predicate<LoggerSetup> such) {
        return cutOff.stream().filter(such).map(LoggerSetup::described).sorted().toList();
    }

    private static String describe(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return (names.size() == 1 ? "logger " : "loggers ")
                + (names.size() > NAMED ? first + " and " + (names.size() - NAMED) + " more" : first);
    }
}

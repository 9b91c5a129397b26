package com.trubrics.appender.log4j2;

import com.trubrics.appender.spi.AppenderCore;
import com.trubrics.appender.spi.AppenderScope;
import com.trubrics.appender.spi.LoggerSetup;
import com.trubrics.appender.spi.LoggerSetup.Attachment;
import com.trubrics.appender.spi.LoggerSetup.Levels;
import com.trubrics.appender.spi.LoggerSetup.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.appender.AsyncAppender;
import org.apache.logging.log4j.core.appender.FailoverAppender;
import org.apache.logging.log4j.core.appender.rewrite.RewriteAppender;
import org.apache.logging.log4j.core.appender.routing.RoutingAppender;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.filter.AbstractFilterable;
import org.jspecify.annotations.Nullable;

/** Reads which appenders of a configuration are attached to which loggers, and the levels of these. Any thread. */
final class LoggerTree {
    private final Configuration configuration;
    private final Map<LoggerConfig, LoggerSetup> loggers = new HashMap<>();
    private final Map<Level, Levels> levels = new HashMap<>();

    private LoggerTree(Configuration configuration) {
        this.configuration = configuration;
    }

    static Collection<LoggerSetup> of(Configuration configuration) {
        LoggerTree tree = new LoggerTree(configuration);
        configuration.getLoggers().values().forEach(tree::setup);
        return List.copyOf(tree.loggers.values());
    }

    private @Nullable LoggerSetup setup(@Nullable LoggerConfig logger) {
        if (logger == null) {
            return null;
        }
        LoggerSetup known = loggers.get(logger);
        if (known != null) {
            return known;
        }
        LoggerSetup setup = new LoggerSetup(
                logger.getName(),
                setup(logger.getParent()),
                levels.computeIfAbsent(logger.getLevel(), LoggerTree::levelsFrom),
                logger.isAdditive(),
                attachments(logger));
        loggers.put(logger, setup);
        return setup;
    }

    private static Levels levelsFrom(Level threshold) {
        Set<String> enabled = new HashSet<>();
        for (Level level : Level.values()) { // custom ones as well
            if (!level.equals(Level.OFF) && !level.equals(Level.ALL) && level.isMoreSpecificThan(threshold)) {
                enabled.add(level.name().toUpperCase(Locale.ROOT));
            }
        }
        return new Levels(threshold.name(), enabled);
    }

    private List<Attachment> attachments(LoggerConfig logger) {
        List<Attachment> attachments = new ArrayList<>();
        for (Appender appender : logger.getAppenders().values()) {
            boolean filtered = logger.hasFilter() || isFiltered(logger.getAppenderRefs(), appender);
            attach(appender, filtered, attachments, new HashSet<>());
        }
        return attachments;
    }

    private static boolean isFiltered(List<AppenderRef> references, Appender appender) {
        return references.stream()
                .filter(reference -> reference.getRef().equals(appender.getName()))
                .anyMatch(reference -> reference.getLevel() != null || reference.getFilter() != null);
    }

    /** @param seen names of the appenders that pass events on, possibly to each other */
    private void attach(Appender appender, boolean filtered, List<Attachment> attachments, Set<String> seen) {
        boolean fewer = filtered || (appender instanceof AbstractFilterable filterable && filterable.hasFilter());
        if (appender instanceof AsyncAppender async) {
            for (String name : async.getAppenderRefStrings()) {
                Appender behind = configuration.getAppender(name);
                if (behind != null && seen.add(name)) {
                    attach(behind, fewer, attachments, seen);
                }
            }
        } else {
            AppenderCore<?> core = appender instanceof TrubricsAppender ours ? ours.core() : null;
            AppenderScope scope = core == null ? null : core.scope();
            attachments.add(new Attachment(appender.getName(), role(appender), scope, fewer));
        }
    }

    private static Role role(Appender appender) {
        if (appender instanceof TrubricsAppender) {
            return Role.OURS;
        }
        boolean handsOn = appender instanceof RoutingAppender
                || appender instanceof RewriteAppender
                || appender instanceof FailoverAppender;
        return handsOn ? Role.UNKNOWN : Role.OTHER;
    }
}

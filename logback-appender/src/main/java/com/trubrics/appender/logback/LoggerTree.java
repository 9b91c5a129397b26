package com.trubrics.appender.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.sift.SiftingAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import com.trubrics.appender.spi.AppenderCore;
import com.trubrics.appender.spi.AppenderScope;
import com.trubrics.appender.spi.LoggerSetup;
import com.trubrics.appender.spi.LoggerSetup.Attachment;
import com.trubrics.appender.spi.LoggerSetup.Levels;
import com.trubrics.appender.spi.LoggerSetup.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which appenders of a context are attached to which loggers, and the levels of these loggers. Any thread. */
final class LoggerTree {
    private final Map<String, LoggerSetup> loggers = new HashMap<>();
    private final Map<Level, Levels> levels = new HashMap<>();
    private final Set<AppenderCore<?>> cores = new LinkedHashSet<>();

    private LoggerTree(LoggerContext context) {
        for (Logger logger : context.getLoggerList()) { // parents before their children
            String name = logger.getName();
            List<Attachment> attachments = new ArrayList<>();
            attach(logger, false, attachments, Collections.newSetFromMap(new IdentityHashMap<>()));
            loggers.put(
                    name,
                    new LoggerSetup(
                            name, parent(name), levels(logger.getEffectiveLevel()), logger.isAdditive(), attachments));
        }
    }

    /** Returns all loggers of a context; none if it is null, or not one of Logback's. */
    static Collection<LoggerSetup> of(@Nullable Context context) {
        return context instanceof LoggerContext loggers
                ? List.copyOf(new LoggerTree(loggers).loggers.values())
                : List.of();
    }

    /** Makes every Trubrics appender in this context look for mistakes, once each. Never throws. */
    static void review(LoggerContext context) {
        try {
            new LoggerTree(context).cores.forEach(AppenderCore::review);
        } catch (Throwable fromAppender) {
            // This calls appenders of the application, which may throw. Then only a hint is lost.
        }
    }

    private Levels levels(Level threshold) {
        return levels.computeIfAbsent(threshold, LoggerTree::levelsFrom);
    }

    private static Levels levelsFrom(Level threshold) {
        Set<String> enabled = new HashSet<>();
        for (Level level : new Level[] {Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR}) {
            if (level.isGreaterOrEqual(threshold)) {
                enabled.add(level.toString());
            }
        }
        return new Levels(threshold.toString(), enabled);
    }

    private @Nullable LoggerSetup parent(String name) {
        if (name.equals(org.slf4j.Logger.ROOT_LOGGER_NAME)) {
            return null;
        }
        for (int end = name.length() - 1; end > 0; end--) {
            LoggerSetup parent = loggers.get(name.substring(0, end));
            if (parent != null && (name.charAt(end) == '.' || name.charAt(end) == '$')) {
                return parent;
            }
        }
        return loggers.get(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** @param seen the appenders that pass events on, possibly to each other */
    private void attach(AppenderAttachable<?> to, boolean filtered, List<Attachment> attachments, Set<Object> seen) {
        if (!seen.add(to)) {
            return;
        }
        for (Iterator<? extends Appender<?>> all = to.iteratorForAppenders(); all.hasNext(); ) {
            Appender<?> appender = all.next();
            boolean fewer = filtered || !appender.getCopyOfAttachedFiltersList().isEmpty();
            if (appender instanceof AppenderAttachable<?> handsOn) {
                attach(handsOn, fewer, attachments, seen);
            } else {
                attachments.add(
                        new Attachment(String.valueOf(appender.getName()), role(appender), scope(appender), fewer));
            }
        }
    }

    private static Role role(Appender<?> appender) {
        if (appender instanceof TrubricsAppender) {
            return Role.OURS;
        }
        return appender instanceof SiftingAppenderBase<?> ? Role.UNKNOWN : Role.OTHER;
    }

    private @Nullable AppenderScope scope(Appender<?> appender) {
        AppenderCore<ILoggingEvent> core = appender instanceof TrubricsAppender ours ? ours.core() : null;
        if (core == null) {
            return null;
        }
        cores.add(core);
        return core.scope();
    }
}

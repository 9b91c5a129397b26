package com.trubrics.appender.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.sift.SiftingAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import com.trubrics.appender.bridge.LogBridge;
import com.trubrics.appender.bridge.LoggerSetup;
import com.trubrics.appender.bridge.LoggerSetup.Attachment;
import com.trubrics.appender.bridge.LoggerSetup.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which appenders of a context are attached to which loggers. Called on the thread that configures it. */
final class LoggerTree {
    private final Map<String, LoggerSetup> loggers = new HashMap<>();

    private LoggerTree(LoggerContext context) {
        for (Logger logger : context.getLoggerList()) { // parents before their children
            String name = logger.getName();
            List<Attachment> attachments = new ArrayList<>();
            attach(logger, false, attachments, Collections.newSetFromMap(new IdentityHashMap<>()));
            loggers.put(name, new LoggerSetup(name, parent(name), logger.isAdditive(), attachments));
        }
    }

    /** Makes every appender of ours in this context look for mistakes, once each. Never throws. */
    static void review(LoggerContext context) {
        try {
            reviewAll(context);
        } catch (Throwable fromAppender) {
            // This calls appenders of the application, which may throw. Then only a hint is lost.
        }
    }

    private static void reviewAll(LoggerContext context) {
        List<LoggerSetup> loggers = List.copyOf(new LoggerTree(context).loggers.values());
        loggers.stream().flatMap(logger -> logger.attachments().stream()).forEach(attachment -> {
            LogBridge<?> bridge = attachment.bridge();
            if (bridge != null) {
                bridge.review(() -> loggers);
            }
        });
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
    private static void attach(
            AppenderAttachable<?> to, boolean filtered, List<Attachment> attachments, Set<Object> seen) {
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
                        new Attachment(String.valueOf(appender.getName()), role(appender), bridge(appender), fewer));
            }
        }
    }

    private static Role role(Appender<?> appender) {
        if (appender instanceof TrubricsAppender) {
            return Role.OURS;
        }
        return appender instanceof SiftingAppenderBase<?> ? Role.UNKNOWN : Role.OTHER;
    }

    private static @Nullable LogBridge<ILoggingEvent> bridge(Appender<?> appender) {
        return appender instanceof TrubricsAppender ours ? ours.bridge() : null;
    }
}

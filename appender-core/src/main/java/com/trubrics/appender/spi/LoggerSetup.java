package com.trubrics.appender.spi;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one logger: which of its log calls are made, and where they go.
 *
 * @param name the logger's name; for the root, empty or the framework's name for it
 * @param parent null for the root
 * @param levels the levels at which it logs
 * @param additive whether its log calls also go where those of its parent go
 * @param attachments the appenders attached to it; instead of an appender that only passes calls on, those behind it
 */
public record LoggerSetup(
        String name, @Nullable LoggerSetup parent, Levels levels, boolean additive, List<Attachment> attachments) {

    /** Copies the list. */
    public LoggerSetup {
        attachments = List.copyOf(attachments);
    }

    /**
     * The levels at which a logger logs.
     *
     * @param threshold the effective level, for messages
     * @param enabled the names, in upper case, of all levels at which calls are logged
     */
    public record Levels(String threshold, Set<String> enabled) {

        /** Copies the set. */
        public Levels {
            enabled = Set.copyOf(enabled);
        }
    }

    /**
     * An appender that is attached to a logger.
     *
     * @param appender its name
     * @param role the kind of appender
     * @param scope the scope of a started Trubrics appender; otherwise null
     * @param filtered whether a filter or a level keeps some of the logger's calls from it
     */
    public record Attachment(
            String appender, Role role, @Nullable AppenderScope scope, boolean filtered) {}

    /** The kind of appender. */
    public enum Role {
        /** A Trubrics appender. */
        OURS,
        /** An appender that passes calls on to unknown others, perhaps to a Trubrics appender. */
        UNKNOWN,
        /** Any other appender. */
        OTHER
    }

    /** Returns the loggers whose appenders receive the calls of this logger, this logger first. */
    Stream<LoggerSetup> path() {
        return Stream.iterate(this, one -> one != null, one -> one.additive ? one.parent : null);
    }

    boolean isRoot() {
        return parent == null;
    }

    /** Returns whether a name in a configuration is the name of this logger, or of one above it. */
    boolean isWithin(String covering) {
        return !isRoot() && (name + ".").startsWith(covering + ".");
    }

    /** Returns the logger that decides about calls to a name: the logger with that name, or the nearest one above it. */
    static @Nullable LoggerSetup nearest(String name, Collection<LoggerSetup> loggers) {
        LoggerSetup nearest = null;
        for (LoggerSetup logger : loggers) {
            boolean covers = logger.isRoot() || (name + ".").startsWith(logger.name + ".");
            if (covers && (nearest == null || nearest.isRoot() || logger.name.length() > nearest.name.length())) {
                nearest = logger.isRoot() && nearest != null ? nearest : logger;
            }
        }
        return nearest;
    }

    /** Returns the logger's name in messages to the user. */
    String described() {
        return isRoot() ? "the root logger" : "'" + name + "'";
    }
}

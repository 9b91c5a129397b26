package com.trubrics.appender.spi;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One logger as its framework is configured: which of its log calls are made, and where they go.
 *
 * @param name empty, or whatever the framework calls it, for the root
 * @param parent null for the root
 * @param levels at which levels it logs
 * @param additive whether its log calls also go where those of its parent go
 * @param attachments the appenders attached to it; for one that only hands on, those behind it
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
     * @param threshold the level that is in effect, as people know it
     * @param enabled the names, in upper case, of all levels at which calls are logged
     */
    public record Levels(String threshold, Set<String> enabled) {

        /** Copies the set. */
        public Levels {
            enabled = Set.copyOf(enabled);
        }
    }

    /**
     * An appender at a logger.
     *
     * @param appender its name
     * @param role what it is to us
     * @param scope that of an appender of ours which has started; otherwise null
     * @param filtered whether anything keeps some of the logger's calls from it
     */
    public record Attachment(
            String appender, Role role, @Nullable AppenderScope scope, boolean filtered) {}

    /** What an appender is to us. */
    public enum Role {
        /** One of ours. */
        OURS,
        /** One that hands on to others, nobody knows which: one of ours perhaps. */
        UNKNOWN,
        /** Any other. */
        OTHER
    }

    /** The loggers whose appenders get the calls of this one, itself first. */
    Stream<LoggerSetup> path() {
        return Stream.iterate(this, one -> one != null, one -> one.additive ? one.parent : null);
    }

    boolean isRoot() {
        return parent == null;
    }

    /** Whether a name in a configuration is the name of this logger, or of one above it. */
    boolean isWithin(String covering) {
        return !isRoot() && (name + ".").startsWith(covering + ".");
    }

    /** Returns the logger that decides about the calls of a name: the one of that name, or the nearest above it. */
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

    /** Returns how messages to the user name it. */
    String described() {
        return isRoot() ? "the root logger" : "'" + name + "'";
    }
}

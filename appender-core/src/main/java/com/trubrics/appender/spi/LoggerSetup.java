package com.trubrics.appender.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One logger as its framework is configured: where its log calls go.
 *
 * @param name empty, or whatever the framework calls it, for the root
 * @param parent null for the root
 * @param additive whether its log calls also go where those of its parent go
 * @param attachments the appenders attached to it; for one that only hands on, those behind it
 */
public record LoggerSetup(String name, @Nullable LoggerSetup parent, boolean additive, List<Attachment> attachments) {

    /** Copies the list. */
    public LoggerSetup {
        attachments = List.copyOf(attachments);
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
}

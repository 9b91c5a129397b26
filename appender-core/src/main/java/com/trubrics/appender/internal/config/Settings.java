package com.trubrics.appender.internal.config;

import com.trubrics.appender.EventFilter;
import com.trubrics.appender.internal.user.Pseudonyms;
import com.trubrics.appender.spi.EventCapture;
import org.jspecify.annotations.Nullable;

/**
 * All settings of one appender or client.
 *
 * @param destination where events go
 * @param delivery how they are delivered
 * @param mapping how log calls become events
 * @param egress what leaves the process
 * @param pseudonyms what user IDs are replaced by; null for nothing
 * @param explain which log calls are explained to the user
 * @param discover whether the kinds of lines that are logged are shown to a sandbox; only if the host is loopback
 * @param eventIdProperty name of the property with a random UUID for each event; null for none
 * @param metrics whether the figures are published
 * @param capture what receives the events in place of the delivery; null if they are delivered
 */
public record Settings(
        Destination destination,
        DeliverySettings delivery,
        MappingSettings mapping,
        EgressSettings egress,
        @Nullable Pseudonyms pseudonyms,
        Explain explain,
        boolean discover,
        @Nullable String eventIdProperty,
        boolean metrics,
        @Nullable EventCapture capture) {

    /** Which log calls are explained. */
    public enum Explain {
        /** None. */
        NOTHING,
        /** Those that are events: what a dry run prints does not show the rule. */
        EVENTS,
        /** All. */
        EVERYTHING
    }

    /** Returns the same settings with another filter. */
    public Settings withFilter(EventFilter filter) {
        return new Settings(
                destination,
                delivery,
                mapping,
                egress.withFilter(filter),
                pseudonyms,
                explain,
                discover,
                eventIdProperty,
                metrics,
                capture);
    }
}

package com.trubrics.appender.internal.config;

import org.jspecify.annotations.Nullable;

/**
 * All settings of one appender or client.
 *
 * @param destination where events go
 * @param delivery how they are delivered
 * @param mapping how log calls become events
 * @param eventIdProperty name of the property with a random UUID for each event; null for none
 */
public record Settings(
        Destination destination,
        DeliverySettings delivery,
        MappingSettings mapping,
        @Nullable String eventIdProperty) {}

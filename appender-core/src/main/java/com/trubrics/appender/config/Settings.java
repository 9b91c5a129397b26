package com.trubrics.appender.config;

import org.jspecify.annotations.Nullable;

/**
 * Everything that the options of one appender or client say.
 *
 * @param destination where events go
 * @param delivery how they get there
 * @param mapping how log calls become events
 * @param eventIdProperty when set, each event gets a random UUID under that name
 */
public record Settings(
        Destination destination,
        DeliverySettings delivery,
        MappingSettings mapping,
        @Nullable String eventIdProperty) {}

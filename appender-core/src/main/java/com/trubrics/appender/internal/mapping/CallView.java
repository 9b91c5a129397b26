package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.spi.LogCallReader;

/**
 * How calls are read for events.
 *
 * @param reader reads their time, logger and thread
 * @param fields finds their fields
 * @param collector collects their properties
 * @param messageNames names the events that no field names
 * @param user finds who caused an event
 */
record CallView<E>(
        LogCallReader<E> reader,
        Fields<E> fields,
        PropertyCollector<E> collector,
        MessageNames<E> messageNames,
        UserFinder<E> user) {}

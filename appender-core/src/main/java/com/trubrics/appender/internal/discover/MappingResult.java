package com.trubrics.appender.internal.discover;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import org.jspecify.annotations.Nullable;

/**
 * The result of mapping a line.
 *
 * @param event null for none
 * @param dropped why the event was dropped; null otherwise
 * @param rule the position of the rule that matched the line; 0 for none
 */
record MappingResult(@Nullable Event event, @Nullable DropReason dropped, int rule) {}

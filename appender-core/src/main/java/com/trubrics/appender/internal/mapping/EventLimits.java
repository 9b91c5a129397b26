package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.internal.event.EventSize;
import com.trubrics.appender.internal.event.Trimming;

/**
 * Limits on the content of an event.
 *
 * @param maxEventBytes the maximum number of bytes to copy, counted as in {@link EventSize#asJson}
 * @param trimming what is removed, and therefore does not count
 */
public record EventLimits(int maxEventBytes, Trimming trimming) {}

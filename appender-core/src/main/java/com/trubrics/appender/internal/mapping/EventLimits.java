package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.internal.event.EventSize;
import com.trubrics.appender.internal.event.Trimming;

/**
 * What may leave of an event.
 *
 * @param maxEventBytes the most that is copied, counted as in {@link EventSize#asJson}
 * @param trimming what is taken away, so that it does not count either
 */
public record EventLimits(int maxEventBytes, Trimming trimming) {}

package com.trubrics.appender.internal.discover;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a line.
 *
 * @param event null for none
 * @param dropped why there is none although the line was one; null otherwise
 * @param rule the position of the rule that took the line; 0 for none
 */
record Verdict(@Nullable Event event, @Nullable DropReason dropped, int rule) {}

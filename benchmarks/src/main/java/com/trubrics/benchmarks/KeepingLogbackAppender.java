package com.trubrics.benchmarks;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The floor: keeps the last event, so that no compiler removes it, and has looked at its MDC. */
public final class KeepingLogbackAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    @Nullable
    ILoggingEvent kept;

    @Nullable
    Map<String, String> keptMdc;

    /** Named in the configuration. */
    public KeepingLogbackAppender() {}

    @Override
    protected void append(ILoggingEvent event) {
        keptMdc = event.getMDCPropertyMap();
        kept = event;
    }
}

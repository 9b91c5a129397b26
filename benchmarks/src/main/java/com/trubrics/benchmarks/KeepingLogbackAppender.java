package com.trubrics.benchmarks;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import org.openjdk.jmh.infra.Blackhole;

/** The floor: looks at the event and its MDC, in a way that no compiler removes. */
public final class KeepingLogbackAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private final Blackhole nowhere = Nowhere.blackhole();

    /** Named in the configuration. */
    public KeepingLogbackAppender() {}

    @Override
    protected void append(ILoggingEvent event) {
        nowhere.consume(event.getMDCPropertyMap());
        nowhere.consume(event);
    }
}

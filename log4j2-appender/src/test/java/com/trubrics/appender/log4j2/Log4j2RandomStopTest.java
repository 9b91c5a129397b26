package com.trubrics.appender.log4j2;

import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.LoggingSystem;
import com.trubrics.appender.testkit.RandomStopContract;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

class Log4j2RandomStopTest extends RandomStopContract {
    @Override
    protected LoggingSystem start(AppenderConfig config) {
        return Log4j2System.start(config).withoutNeighbour();
    }

    @Override
    protected void stopAppender(LoggingSystem system) {
        ((Log4j2System) system).appender().stop();
    }

    /** Before Log4j2 stops its appenders, AwaitCompletionReliabilityStrategy waits for calls under way and swallows it. */
    @Override
    protected boolean contextKeepsInterruptFlag() {
        return false;
    }

    /** Log4j2's AsyncAppender gives up waiting for its own thread when interrupted; what comes late is counted, CLOSED. */
    @Override
    protected boolean interruptedStopAwaitsAsync() {
        return false;
    }

    @Override
    protected void stopContext(LoggingSystem system, Duration granted) {
        ((Log4j2System) system).context().stop(granted.toMillis(), TimeUnit.MILLISECONDS);
    }
}

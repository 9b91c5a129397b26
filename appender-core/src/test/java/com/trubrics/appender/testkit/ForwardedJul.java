package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.LogLine.line;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Hands everything that loggers of {@code java.util.logging} say on to a framework, as jul-to-slf4j does. */
final class ForwardedJul extends Handler implements AutoCloseable {
    private final Logger source;
    private final LoggingSystem target;
    private final AtomicInteger forwarded = new AtomicInteger();

    private ForwardedJul(Logger source, LoggingSystem target) {
        this.source = source;
        this.target = target;
    }

    /** From now on the loggers of this name and below it say all they can. */
    static ForwardedJul of(String name, LoggingSystem target) {
        Logger source = Logger.getLogger(name);
        ForwardedJul handler = new ForwardedJul(source, target);
        source.setLevel(Level.ALL);
        source.addHandler(handler);
        return handler;
    }

    /** How many lines so far. */
    int forwarded() {
        return forwarded.get();
    }

    @Override
    public void publish(LogRecord record) {
        forwarded.incrementAndGet();
        target.log(line().from(record.getLoggerName()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        source.removeHandler(this);
        source.setLevel(null);
    }
}

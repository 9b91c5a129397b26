package com.trubrics.discovered;

import com.trubrics.appender.testkit.LogLine;

/** An application that logs with one of the frameworks, and is configured by XML. */
interface RunningApplication extends AutoCloseable {

    /** Logs a line on the current thread. */
    void log(LogLine line);

    @Override
    void close();
}

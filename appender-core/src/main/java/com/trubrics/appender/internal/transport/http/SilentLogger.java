package com.trubrics.appender.internal.transport.http;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What OkHttp's task runners log with on our threads. Their usual logger tells every use of a connection at FINE. Where
 * the application's logging takes that up, behind a queue that is full, delivery would wait for those who wait for it.
 *
 * <p>It is registered nowhere, so that other OkHttp clients log as configured.
 */
final class SilentLogger extends Logger {

    SilentLogger() {
        super(null, null);
    }

    @Override
    public boolean isLoggable(Level level) {
        return false;
    }
}

package com.trubrics.appender.internal.transport.http;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The logger of OkHttp's task runners on our threads. Their usual logger logs every use of a connection at FINE. If the
 * application's logging received these lines while its queue is full, delivery would wait for threads that wait for delivery.
 *
 * <p>It is not registered anywhere, so other OkHttp clients log as configured.
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

package com.trubrics.appender.internal.transport.http;

import java.time.Clock;
import java.util.function.BiFunction;
import okhttp3.Dns;

/**
 * What the HTTP adapter uses of the process that it runs in; tests bring their own.
 *
 * @param clock for dates in answers
 * @param names looks host names up, and may block for as long as it likes
 * @param threads makes a thread, not started, of a name and its work
 */
record Jvm(Clock clock, Dns names, BiFunction<String, Runnable, Thread> threads) {

    static Jvm real() {
        return new Jvm(Clock.systemUTC(), Dns.SYSTEM, Jvm::daemon);
    }

    /** A daemon that inherits nothing of the application. */
    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, 0, false);
        thread.setDaemon(true);
        try {
            thread.setContextClassLoader(Jvm.class.getClassLoader());
        } catch (SecurityException denied) {
            // It keeps the class loader of the sender that made it.
        }
        return thread;
    }
}

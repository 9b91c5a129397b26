package com.trubrics.appender.internal.transport.http;

import com.trubrics.appender.internal.thread.DeliveryThread;
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
        return new Jvm(Clock.systemUTC(), Dns.SYSTEM, (name, work) -> DeliveryThread.of(work, name));
    }
}

package com.trubrics.appender.spi;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;

/**
 * Receives the events of all appenders and clients, which are then not delivered to Trubrics. For test kits.
 *
 * <p>The core looks for an implementation with {@link java.util.ServiceLoader} when the first appender or client starts: in
 * its own class loader, then in the context class loader. If it finds one, the JVM sends nothing to any host, and
 * appenders need neither a key nor a reachable host. All methods are called on the thread that runs the appender. Behind
 * an asynchronous appender, that is not the thread that logged. The methods must not wait or throw.
 */
public interface EventCapture {

    /** Returns whether this JVM runs tests. If it does not, the core warns that nothing is sent. Any thread. */
    boolean isTestRun();

    /**
     * Receives an event that would be queued for delivery, after sampling, trimming, pseudonyms and the event filter.
     *
     * @param threadName the name of the thread that logged or tracked it
     */
    void accepted(Event event, String threadName);

    /**
     * Receives the reason why an event that was logged or tracked would be dropped before it is queued.
     *
     * @param why one sentence; it may quote names of events and users
     * @param threadName the name of the thread that logged or tracked it
     */
    void dropped(DropReason reason, String why, String threadName);

    /**
     * Receives the explanation of one log call, whether or not it is an event: the line that {@code explain=true} prints.
     * Called before the event of the same call is {@linkplain #accepted accepted} or dropped.
     *
     * @param threadName the name of the thread that logged
     */
    void explained(String explanation, String threadName);
}

package com.trubrics.appender.mapping;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.report.Trouble;

/**
 * Receives the outcome of calls that did not become events. Called on the thread that logs; cheap, no I/O, never
 * throws.
 */
public interface MappingReport {

    /** The call was not ours. */
    void ignored();

    /** The call was recognised as an event, and is dropped. */
    void dropped(DropReason reason);

    /** Reports a problem to the user: once for each kind, then at growing intervals. */
    void trouble(Trouble trouble, String message);
}

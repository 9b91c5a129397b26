package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.internal.report.Trouble;

/**
 * Receives the outcome of calls that did not become events. Called on the thread that logs; cheap, no I/O, never
 * throws.
 */
public interface MappingReport {

    /** Forgets everything: for calls that are mapped only to see what they would be. */
    MappingReport NONE = new MappingReport() {
        @Override
        public void ignored() {}

        @Override
        public void dropped(DropReason reason) {}

        @Override
        public void matched(int position) {}

        @Override
        public void trouble(Trouble trouble, String message) {}
    };

    /** The call was not ours. */
    void ignored();

    /** The call was recognised as an event, and is dropped. */
    void dropped(DropReason reason);

    /** The event rule at a position, from 1, has taken a call. */
    void matched(int position);

    /** Reports a problem to the user: once for each kind, then at growing intervals. */
    void trouble(Trouble trouble, String message);
}

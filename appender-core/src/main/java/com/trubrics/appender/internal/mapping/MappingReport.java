package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.internal.report.Problem;

/**
 * Receives the outcome of calls that did not become events. Called on the thread that logs; cheap, no I/O, never
 * throws.
 */
public interface MappingReport {

    /** Ignores everything, for calls that are mapped only for information. */
    MappingReport NONE = new MappingReport() {
        @Override
        public void ignored() {}

        @Override
        public void dropped(DropReason reason) {}

        @Override
        public void matched(int position) {}

        @Override
        public void problem(Problem problem, String message) {}
    };

    /** Called when the call is not an event. */
    void ignored();

    /** Called when the call was recognised as an event, and is dropped. */
    void dropped(DropReason reason);

    /** Called when the event rule at a position, from 1, has matched a call. */
    void matched(int position);

    /** Reports a problem to the user: once for each kind, then at growing intervals. */
    void problem(Problem problem, String message);
}

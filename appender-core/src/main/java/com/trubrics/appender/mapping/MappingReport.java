package com.trubrics.appender.mapping;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.report.Trouble;

/** Hears what became of the calls that did not become an event. Called on the thread that logs; cheap, never throws, no I/O. */
public interface MappingReport {

    /** The call was not ours. */
    void ignored();

    /** The call was recognised as an event and ends here. */
    void dropped(DropReason reason);

    /** Something to tell the user about; said once for each kind, then thinned out. */
    void trouble(Trouble trouble, String message);
}

package com.trubrics.appender.junit;

import com.trubrics.appender.DropReason;

/**
 * An event that would have been dropped before it was queued.
 *
 * @param reason the reason under which it would be counted in production
 * @param explanation one sentence, for example which option would have named the user
 */
public record DroppedEvent(DropReason reason, String explanation) {

    @Override
    public String toString() {
        // The explanation of a log call names the reason itself.
        return explanation.contains(reason.name()) ? explanation : reason + ": " + explanation;
    }
}

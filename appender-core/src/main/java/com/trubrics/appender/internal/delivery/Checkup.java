package com.trubrics.appender.internal.delivery;

/** Something that a user of a pipeline has checked at certain times while it runs. */
public interface Checkup {

    /**
     * Does what is due. Called on the delivery thread only, which must not wait, and never after the user has stopped.
     *
     * @param now a {@link System#nanoTime}
     * @param hasEvents whether the pipeline has accepted events since the user asked for the checkup
     * @return after how many nanoseconds to call again at the latest; {@link Long#MAX_VALUE} if nothing more is due
     */
    long check(long now, boolean hasEvents);
}

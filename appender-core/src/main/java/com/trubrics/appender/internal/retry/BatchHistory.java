package com.trubrics.appender.internal.retry;

import com.trubrics.appender.internal.retry.BatchBisection.Search;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to a batch so far. Immutable.
 *
 * @param failures attempts that accepted nothing and are worth another try
 * @param deniedAt how many requests had left for the endpoint when this batch, or the one that it is a part of, was first
 *     denied; {@link #NEVER} before
 * @param search for the refused events in the batch that this is a part of
 * @param splits how often that batch was split to get this part
 */
public record BatchHistory(
        Failures failures, long deniedAt, @Nullable Search search, int splits) {

    /** Not denied so far. */
    public static final long NEVER = -1;

    /** Of a batch that has not been sent. */
    public static final BatchHistory NONE = new BatchHistory(Failures.NONE, NEVER, null, 0);

    /**
     * Attempts that came to nothing.
     *
     * @param all of them; waits grow with them
     * @param unclear those that the server failed on or did not answer: the batch may be the cause, by its size or an
     *     event in it
     * @param blamed those that the server failed on while its endpoint was working
     */
    record Failures(int all, int unclear, int blamed) {

        static final Failures NONE = new Failures(0, 0, 0);
    }

    /** One more failure, which says nothing about the batch. */
    BatchHistory failed() {
        return with(new Failures(failures.all + 1, failures.unclear, failures.blamed));
    }

    /** One more failure that this batch may have caused. */
    BatchHistory failedUnclearly() {
        return with(new Failures(failures.all + 1, failures.unclear + 1, failures.blamed));
    }

    /** One more failure that nothing but this batch seems to have caused. */
    BatchHistory failedAndBlamed() {
        return with(new Failures(failures.all + 1, failures.unclear + 1, failures.blamed + 1));
    }

    private BatchHistory with(Failures counted) {
        return new BatchHistory(counted, deniedAt, search, splits);
    }

    /** Denied after {@code departures} requests had left; the first time counts. */
    BatchHistory denied(long departures) {
        return new BatchHistory(failed().failures, deniedAt == NEVER ? departures : deniedAt, search, splits);
    }

    /** Of one half of the batch, which has still to show what is wrong with it by itself. */
    BatchHistory ofHalf() {
        return with(Failures.NONE);
    }

    /** Of a part of the batch, in a search for the refused events. */
    BatchHistory ofPart(Search inSearch) {
        return new BatchHistory(Failures.NONE, deniedAt, inSearch, splits + 1);
    }

    /** Whether it is a part of a batch that is searched. */
    public boolean isInSearch() {
        return search != null;
    }
}

package com.trubrics.appender.internal.retry;

import com.trubrics.appender.internal.retry.BatchBisection.Search;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to a batch so far. Immutable.
 *
 * @param failures attempts that will be repeated
 * @param deniedAt how many requests had left for the endpoint when this batch, or the batch that it is a part of, was first
 *     denied; {@link #NEVER} if it was not
 * @param search the search in the refused batch that this is a part of; null if it is not a part
 * @param splits how often that batch was split to get this part
 */
public record BatchHistory(
        Failures failures, long deniedAt, @Nullable Search search, int splits) {

    /** The value of {@code deniedAt} for a batch that has not been denied. */
    public static final long NEVER = -1;

    /** The history of a batch that has not been sent. */
    public static final BatchHistory NONE = new BatchHistory(Failures.NONE, NEVER, null, 0);

    /**
     * The number of attempts that failed.
     *
     * @param all all of them; waits grow with this number
     * @param unclear those without an answer or with 500: the size of the batch or one of its events may be the cause
     * @param blamed those with 500 while the endpoint worked for others
     */
    record Failures(int all, int unclear, int blamed) {

        static final Failures NONE = new Failures(0, 0, 0);
    }

    /** Adds a failure that says nothing about the batch. */
    BatchHistory failed() {
        return with(new Failures(failures.all + 1, failures.unclear, failures.blamed));
    }

    /** Adds a failure that this batch may have caused. */
    BatchHistory failedUnclearly() {
        return with(new Failures(failures.all + 1, failures.unclear + 1, failures.blamed));
    }

    /** Adds a failure that nothing but this batch seems to have caused. */
    BatchHistory failedAndBlamed() {
        return with(new Failures(failures.all + 1, failures.unclear + 1, failures.blamed + 1));
    }

    private BatchHistory with(Failures counted) {
        return new BatchHistory(counted, deniedAt, search, splits);
    }

    /** Adds a denial, after {@code departures} requests had left; the first one counts. */
    BatchHistory denied(long departures) {
        return new BatchHistory(failed().failures, deniedAt == NEVER ? departures : deniedAt, search, splits);
    }

    /** Returns the history of each half of the batch, whose failures are not known to be its own. */
    BatchHistory ofHalf() {
        return with(Failures.NONE);
    }

    /** Returns the history of each part of the batch, in a search for the refused events. */
    BatchHistory ofPart(Search inSearch) {
        return new BatchHistory(Failures.NONE, deniedAt, inSearch, splits + 1);
    }

    /** Returns whether it belongs to a part of a refused batch. */
    public boolean isInSearch() {
        return search != null;
    }
}

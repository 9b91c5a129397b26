package com.trubrics.appender.internal.retry;

import com.trubrics.appender.internal.retry.BatchBisection.Search;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to a batch so far. Immutable.
 *
 * @param failures attempts that accepted nothing and are worth another try
 * @param blamed those of them that the server failed on while its endpoint was working
 * @param deniedAt how many requests had left for the endpoint when this batch, or the one that it is a part of, was first
 *     denied; {@link #NEVER} before
 * @param search for the refused events in the batch that this is a part of
 * @param splits how often that batch was split to get this part
 */
public record BatchHistory(
        int failures, int blamed, long deniedAt, @Nullable Search search, int splits) {

    /** Not denied so far. */
    public static final long NEVER = -1;

    /** Of a batch that has not been sent. */
    public static final BatchHistory NONE = new BatchHistory(0, 0, NEVER, null, 0);

    /** One more failure. */
    BatchHistory failed() {
        return new BatchHistory(failures + 1, blamed, deniedAt, search, splits);
    }

    /** One more failure that this batch may have caused. */
    BatchHistory failedAndBlamed() {
        return new BatchHistory(failures + 1, blamed + 1, deniedAt, search, splits);
    }

    /** Denied after {@code departures} requests had left; the first time counts. */
    BatchHistory denied(long departures) {
        return new BatchHistory(failures + 1, blamed, deniedAt == NEVER ? departures : deniedAt, search, splits);
    }

    /** The waits begin small again. */
    public BatchHistory hurried() {
        return new BatchHistory(0, blamed, deniedAt, search, splits);
    }

    /** Of one half of the batch, which has still to show what is wrong with it by itself. */
    public BatchHistory ofHalf() {
        return new BatchHistory(0, 0, deniedAt, search, splits);
    }

    /** Of a part of the batch, in a search for the refused events. */
    BatchHistory ofPart(Search inSearch) {
        return new BatchHistory(0, 0, deniedAt, inSearch, splits + 1);
    }

    /** Whether it is a part of a batch that is searched. */
    public boolean isInSearch() {
        return search != null;
    }
}

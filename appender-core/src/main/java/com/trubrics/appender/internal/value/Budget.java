package com.trubrics.appender.internal.value;

import org.jspecify.annotations.Nullable;

/**
 * The number of bytes that may still be copied for one event, as a lower bound of its JSON. Once exceeded, it stays exceeded.
 * {@link Freezer} extends this class instead of having a field, which saves an object for each event. Not thread-safe.
 */
public class Budget {

    private long bytesLeft;

    Budget(long bytes) {
        this.bytesLeft = bytes;
    }

    /** Returns whether the budget is exceeded. The copy is then incomplete, and nothing more is copied. */
    public final boolean exceeded() {
        return bytesLeft < 0;
    }

    /** Returns what a container used if it is not kept. Scalars use the budget only as parts of a container. */
    public final void forget(@Nullable Object frozen) {
        if (Frozen.isContainer(frozen)) {
            giveBack(Frozen.bytes(frozen));
        }
    }

    final long bytesLeft() {
        return bytesLeft;
    }

    final void charge(long bytes) {
        bytesLeft -= bytes;
    }

    /** Gives back the bytes of a value that is not kept. */
    final void giveBack(long bytes) {
        if (!exceeded()) {
            bytesLeft += bytes;
        }
    }

    /** Restores an earlier state, even if the budget has been exceeded since, because the result is not used. */
    final void returnTo(long bytesLeftBefore) {
        bytesLeft = bytesLeftBefore;
    }

    final void exhaust() {
        bytesLeft = -1;
    }

    /** Charges the final size of a container, and not the bytes that were read to build it. */
    final void settle(long bytesLeftBefore, Object container) {
        if (!exceeded()) {
            bytesLeft = bytesLeftBefore - Frozen.bytes(container);
        }
    }
}

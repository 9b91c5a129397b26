package com.trubrics.appender.internal.value;

/**
 * How much may still be copied for one event, in bytes of JSON by a lower bound. Once it is exceeded it stays so. A
 * {@link Freezer} extends it instead of having one, which saves an object for each event. Not thread-safe.
 */
class Budget {

    private long bytesLeft;

    Budget(long bytes) {
        this.bytesLeft = bytes;
    }

    /** Whether the budget is used up. What was copied is then incomplete, and nothing more is copied. */
    public final boolean exceeded() {
        return bytesLeft < 0;
    }

    final long bytesLeft() {
        return bytesLeft;
    }

    final void charge(int bytes) {
        bytesLeft -= bytes;
    }

    /** Gives back what was used for something that is not kept. */
    final void giveBack(int bytes) {
        if (!exceeded()) {
            bytesLeft += bytes;
        }
    }

    /** Gives back, even beyond the end, all that was used since so much was left: it was used for nothing. */
    final void returnTo(long bytesLeftBefore) {
        bytesLeft = bytesLeftBefore;
    }

    final void exhaust() {
        bytesLeft = -1;
    }

    /** A whole container costs what it has come to, and not what was read to make it. */
    final void settle(long bytesLeftBefore, Object container) {
        if (!exceeded()) {
            bytesLeft = bytesLeftBefore - Frozen.bytes(container);
        }
    }
}

package com.trubrics.appender.internal.transport.http;

import com.trubrics.appender.Compression;
import java.util.function.IntConsumer;

/**
 * Finds out whether one endpoint accepts compressed bodies. The API does not document this, so the first answer to a compressed
 * body decides for the lifetime of the transport. Thread-safe.
 */
final class GzipNegotiation {

    private enum State {
        OPEN,
        ACCEPTED,
        REFUSED
    }

    private final IntConsumer onRefusal;
    private volatile State state = State.OPEN;

    /** @param onRefusal receives once the status with which compression was refused */
    GzipNegotiation(IntConsumer onRefusal) {
        this.onRefusal = onRefusal;
    }

    /** Returns how to write the next body. */
    Compression choose(Compression wanted) {
        return state == State.REFUSED ? Compression.NONE : wanted;
    }

    /**
     * Learns from the answer to a body. The first result is final.
     *
     * @param status the status of the answer; any other value if there was none
     * @return whether the body was refused because of its compression, and should be sent again without compression
     */
    boolean refuses(Compression sent, int status) {
        if (sent == Compression.NONE) {
            return false;
        }
        boolean first = false;
        if (status / 100 == 2) {
            decide(State.ACCEPTED);
        } else if (mayMeanCompression(status)) {
            first = decide(State.REFUSED);
        }
        if (first) {
            onRefusal.accept(status);
        }
        return mayMeanCompression(status) && state == State.REFUSED;
    }

    private synchronized boolean decide(State now) {
        if (state != State.OPEN) {
            return false;
        }
        state = now;
        return true;
    }

    private static boolean mayMeanCompression(int status) {
        return status == 400 || status == 415 || status == 422;
    }
}

package com.trubrics.appender.internal.transport.http;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads a limited part of an answer's body. The status has already decided. The body may explain an error, and if it is read
 * to its end, the connection can be reused.
 */
final class AnswerBody {

    /** An answer is a few bytes, a list of problems a few thousand. */
    static final long MAX_BYTES = 64 * 1024;

    static final Duration MAX_TIME = Duration.ofSeconds(1);

    private final byte[] bytes;
    private final boolean complete;

    private AnswerBody(byte[] bytes, boolean complete) {
        this.bytes = bytes;
        this.complete = complete;
    }

    /**
     * Reads on the calling thread. If the body breaks off, returns the part that has arrived.
     *
     * @param socket the connection that it comes from; its timeout is changed
     */
    static AnswerBody read(BufferedSource source, @Nullable Socket socket) {
        boolean complete = false;
        try {
            complete = isReadToItsEnd(source, socket, System.nanoTime() + MAX_TIME.toNanos());
        } catch (IOException e) {
            // Slow, cut off or malformed.
        }
        return new AnswerBody(source.getBuffer().readByteArray(), complete);
    }

    private static boolean isReadToItsEnd(BufferedSource source, @Nullable Socket socket, long deadline)
            throws IOException {
        while (source.getBuffer().size() < MAX_BYTES) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            if (socket != null) {
                socket.setSoTimeout((int) left);
            }
            if (!source.request(source.getBuffer().size() + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the part that has arrived. */
    byte[] bytes() {
        return bytes;
    }

    /** Returns whether it was read to its end, so that its connection is ready for another request. */
    boolean isComplete() {
        return complete;
    }
}

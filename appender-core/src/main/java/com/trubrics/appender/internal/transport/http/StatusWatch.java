package com.trubrics.appender.internal.transport.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Pattern;

/**
 * Sees the status of an answer as soon as its first line is there. OkHttp reports it only with the last header, and not
 * at all if a header is too large or the connection breaks before. The reading thread writes, others may ask.
 */
final class StatusWatch {

    static final int NO_STATUS = 0;

    /** {@code HTTP/1.1 200}. */
    private static final int LENGTH = 12;

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.\\d [1-9]\\d\\d");
    private static final int FIRST_FINAL_STATUS = 200;

    private final byte[] line = new byte[LENGTH];
    private int position;
    private boolean blank = true;
    private volatile int status = NO_STATUS;

    /** A request goes out: the next line that comes in begins its answer. */
    void begin() {
        position = 0;
        blank = true;
        status = NO_STATUS;
    }

    /** Bytes came in. */
    void see(byte[] bytes, int from, int count) {
        for (int i = from; i < from + count && status == NO_STATUS; i++) {
            see(bytes[i]);
        }
    }

    private void see(byte next) {
        if (next == '\n') {
            // A blank line ends an interim answer such as 103; a status line follows.
            blank = position == 0;
            position = 0;
        } else if (next != '\r' && position < LENGTH) {
            line[position++] = next;
            if (position == LENGTH && blank) {
                read();
            }
        }
    }

    private void read() {
        String text = new String(line, ISO_8859_1);
        if (STATUS_LINE.matcher(text).matches()) {
            int code = Integer.parseInt(text.substring(LENGTH - 3));
            status = code < FIRST_FINAL_STATUS ? NO_STATUS : code;
        }
    }

    /** The status of the answer to the request that went out last; {@link #NO_STATUS} before it is there. */
    int status() {
        return status;
    }
}

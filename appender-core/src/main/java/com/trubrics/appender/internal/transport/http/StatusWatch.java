package com.trubrics.appender.internal.transport.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Pattern;

/**
 * Finds the status of an answer as soon as its first line has arrived. OkHttp reports the status only with the last header,
 * and not at all if a header is too large or the connection breaks before that. Written by the reading thread, read by any.
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

    /** Called when a request is sent. The next incoming line begins its answer. */
    void begin() {
        position = 0;
        blank = true;
        status = NO_STATUS;
    }

    /** Called when bytes arrive. */
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

    /** Returns the status of the answer to the latest request; {@link #NO_STATUS} before it has arrived. */
    int status() {
        return status;
    }
}

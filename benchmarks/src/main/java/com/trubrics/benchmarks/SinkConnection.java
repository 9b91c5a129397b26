package com.trubrics.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** One connection to a {@link Sink}: of an HTTP client, of a TCP appender, or of a {@link SinkWatch}. One thread. */
final class SinkConnection {
    private static final int BUFFER = 256 * 1024;
    private static final byte[] OK =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}".getBytes(ISO_8859_1);
    private static final byte[] OK_EMPTY =
            "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1);
    private static final byte[] NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(ISO_8859_1);

    private final Sink sink;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private final MarkCounter marks = new MarkCounter();
    private int from;
    private int to;

    SinkConnection(Sink sink, Socket socket) throws IOException {
        this.sink = sink;
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    void serve() throws IOException {
        while (fill()) {
            if (startsWith("POST ")) {
                post();
            } else if (startsWith(Sink.WATCH)) {
                watch();
            } else {
                sink.arrived(marks.count(buffer, from, to), 0);
                from = to;
            }
        }
    }

    /** Returns false at the end of the stream. Keeps what has been read before. */
    private boolean fill() throws IOException {
        return from < to || more();
    }

    private boolean more() throws IOException {
        if (from == to) {
            from = 0;
            to = 0;
        } else if (to == buffer.length) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        int count = in.read(buffer, to, buffer.length - to);
        to += Math.max(0, count);
        return count > 0;
    }

    private boolean startsWith(String word) {
        byte[] bytes = word.getBytes(ISO_8859_1);
        return to - from >= bytes.length && Arrays.equals(buffer, from, from + bytes.length, bytes, 0, bytes.length);
    }

    private void watch() throws IOException {
        String line = upTo("\n");
        String[] words = line.trim().split(" ");
        out.write(sink.await(Long.parseLong(words[1]), Long.parseLong(words[2])).getBytes(ISO_8859_1));
    }

    private void post() throws IOException {
        long begin = System.nanoTime();
        String head = upTo("\r\n\r\n").toLowerCase(Locale.ROOT);
        if (head.contains("\ntransfer-encoding: chunked")) {
            throw new IllegalStateException("a body without a length: " + head);
        }
        int length = Integer.parseInt(header(head, "content-length", "0"));
        boolean gzip = header(head, "content-encoding", "").equals("gzip");
        boolean binary = head.startsWith("post /v1/logs");
        sink.arrived(gzip ? countCompressed(length) : countPlain(length, binary), 1);
        sink.delay(begin);
        out.write(binary ? OK_EMPTY : head.startsWith("post /loki") ? NO_CONTENT : OK);
    }

    private String upTo(String end) throws IOException {
        byte[] bytes = end.getBytes(ISO_8859_1);
        while (true) {
            for (int stop = from + bytes.length; stop <= to; stop++) {
                if (Arrays.equals(buffer, stop - bytes.length, stop, bytes, 0, bytes.length)) {
                    String text = new String(buffer, from, stop - from, ISO_8859_1);
                    from = stop;
                    return text;
                }
            }
            if (!more()) {
                throw new IOException("cut short: " + new String(buffer, from, to - from, ISO_8859_1));
            }
        }
    }

    private static String header(String head, String name, String otherwise) {
        int start = head.indexOf("\n" + name + ":");
        return start < 0
                ? otherwise
                : head.substring(start + name.length() + 2, head.indexOf("\r\n", start + 1))
                        .trim();
    }

    private long countPlain(int length, boolean binary) throws IOException {
        long events = 0;
        int left = length;
        while (left > 0) {
            if (!fill()) {
                throw new IOException("cut short");
            }
            int piece = Math.min(left, to - from);
            int end = from + piece;
            events += binary ? marks.countWholeSets(buffer, from, end) : marks.count(buffer, from, end);
            from = end;
            left -= piece;
        }
        return events;
    }

    private long countCompressed(int length) throws IOException {
        byte[] body = new byte[length];
        int filled = 0;
        while (filled < length) {
            if (!fill()) {
                throw new IOException("cut short");
            }
            int piece = Math.min(length - filled, to - from);
            System.arraycopy(buffer, from, body, filled, piece);
            from += piece;
            filled += piece;
        }
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        return marks.count(plain, 0, plain.length);
    }
}

package com.trubrics.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;

/**
 * Where all candidates deliver to: a raw socket, keep-alive, an answer of fixed bytes. It counts events by their
 * {@linkplain Workload#MARK marks}. A server with an HTTP stack of its own would be the limit of what is measured.
 *
 * <p>Its other clients are {@link SinkWatch}es, which ask what has arrived.
 */
final class Sink implements AutoCloseable {
    static final String WATCH = "WATCH ";

    private static final int BUFFER = 256 * 1024;
    private static final byte[] OK =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}".getBytes(ISO_8859_1);
    private static final byte[] OK_EMPTY =
            "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1);
    private static final byte[] NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(ISO_8859_1);

    private final ServerSocket server;
    private final long delayNanos;
    private long events;
    private long requests;
    private long lastArrival;

    /** A sink that waits so long before each answer. */
    Sink(long delayMillis) {
        delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMillis);
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "sink");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new Connection(socket).serve();
        } catch (IOException e) {
            // The client has gone, which is how every candidate ends.
        }
    }

    /** Counts what has arrived here, or at the {@link WebServer} beside this sink. */
    synchronized void arrived(long newEvents, long newRequests) {
        events += newEvents;
        requests += newRequests;
        lastArrival = System.nanoTime();
        notifyAll();
    }

    /** Waits until a request that arrived at this time is to be answered. */
    void delay(long begin) {
        while (System.nanoTime() - begin < delayNanos) {
            LockSupport.parkNanos(delayNanos - (System.nanoTime() - begin));
        }
    }

    /** Waits until so many events have arrived, or none has for so long; answers events, requests, and when. */
    private synchronized String await(long count, long patienceMillis) {
        long patience = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        long begin = System.nanoTime();
        while (events < count) {
            long idle = System.nanoTime() - Math.max(begin, lastArrival);
            if (idle >= patience) {
                break;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, patience - idle));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return events + " " + requests + " " + lastArrival + "\n";
    }

    /** One connection: of an HTTP client, of a TCP appender, or of a watch. */
    private final class Connection {
        private final InputStream in;
        private final OutputStream out;
        private final byte[] buffer = new byte[BUFFER];
        private int from;
        private int to;
        private int skipped;
        private int marksInARow;

        Connection(Socket socket) throws IOException {
            in = socket.getInputStream();
            out = socket.getOutputStream();
        }

        void serve() throws IOException {
            while (fill()) {
                if (startsWith("POST ")) {
                    post();
                } else if (startsWith(WATCH)) {
                    watch();
                } else {
                    arrived(count(buffer, from, to), 0);
                    from = to;
                }
            }
        }

        /** Answers false at the end of the stream. What was read before stays. */
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
            return to - from >= bytes.length
                    && Arrays.equals(buffer, from, from + bytes.length, bytes, 0, bytes.length);
        }

        private void watch() throws IOException {
            String line = upTo("\n");
            String[] words = line.trim().split(" ");
            out.write(await(Long.parseLong(words[1]), Long.parseLong(words[2])).getBytes(ISO_8859_1));
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
            arrived(gzip ? countCompressed(length) : countPlain(length, binary), 1);
            delay(begin);
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
            long marks = 0;
            int left = length;
            while (left > 0) {
                if (!fill()) {
                    throw new IOException("cut short");
                }
                int piece = Math.min(left, to - from);
                marks += binary ? countExactly(from, from + piece) : count(buffer, from, from + piece);
                from += piece;
                left -= piece;
            }
            return marks;
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
            return count(plain, 0, plain.length);
        }

        /** The same where a byte of a number may look like a mark, too: all of an event's marks must be there. */
        private long countExactly(int start, int end) {
            long marked = 0;
            for (int i = start; i < end; i++) {
                marksInARow = buffer[i] == Workload.MARK ? marksInARow + 1 : 0;
                if (marksInARow == Workload.MARKS) {
                    marked++;
                    marksInARow = 0;
                }
            }
            return marked;
        }

        /**
         * Events whose marks are in these bytes, which follow those counted before. Each has as many marks as there are
         * bytes from one that is looked at to the next: one of them is seen, and only one.
         */
        private long count(byte[] bytes, int from, int to) {
            long marked = 0;
            int next = from + skipped;
            for (; next < to; next += Workload.MARKS) {
                marked += bytes[next] == Workload.MARK ? 1 : 0;
            }
            skipped = next - to;
            return marked;
        }
    }
}

package com.trubrics.appender.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection to {@link FaultyServer}: reads requests and plays what the phase says, until one side ends it. */
final class FaultyConnection {
    private static final int ROUND_MILLIS = 20;

    /** More than a client reads of an answer. */
    private static final int MORE_THAN_READ = 70_000;

    private static final int LONG = 100_000;
    private static final int HUGE = 1_000_000_000;

    private final FaultyServer server;
    private final Socket socket;
    private final InputStream in;
    private volatile @Nullable Exchange last;
    private volatile boolean ended;

    FaultyConnection(FaultyServer server, Socket socket) throws IOException {
        this.server = server;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.setTcpNoDelay(true);
    }

    /** Whether no request followed this one, and none will. */
    boolean endedAfter(Exchange exchange) {
        return ended && last == exchange;
    }

    void disturb() {
        Exchange current = last;
        if (current != null) {
            current.disturb();
        }
    }

    /** Ends the connection at once, whatever is on its way. Any thread. */
    void kill() {
        Exchange current = last;
        if (current != null) {
            current.lose();
        }
        reset();
    }

    private void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }

    /** Reads and answers until the connection ends. */
    void serve() {
        try (socket) {
            boolean open = true;
            while (open) {
                open = serveOne();
            }
        } catch (IOException e) {
            // The client went away, or the script broke the connection.
        } catch (RuntimeException e) {
            server.surprise("unreadable: " + e);
        } finally {
            ended = true;
            server.ended(this);
        }
    }

    /** Answers whether the connection may be used again. */
    private boolean serveOne() throws IOException {
        FaultyRequest request = FaultyRequest.readHead(in, server);
        FaultyServer.Phase phase = server.phase();
        Fault fault = phase.fault(request.number());
        if (fault.wire() == Fault.Wire.HEAD) {
            return breakOff(fault, phase);
        } else if (fault.wire() == Fault.Wire.HALF_OF_THE_BODY) {
            request.readHalf(in);
            return breakOff(fault, phase);
        }
        request.readBody(in);
        return answer(request, fault, phase);
    }

    private boolean answer(FaultyRequest request, Fault fault, FaultyServer.Phase phase) throws IOException {
        List<String> ids = request.ids();
        Policy.Response response = fault.status() == Fault.NONE.status()
                ? server.policy().judge(ids, request.bytes(), request.isGzip(), request.number())
                : new Policy.Response(fault.status(), "{}");
        Exchange exchange = new Exchange(this, request.destination(), request.endpoint(), ids, response.status());
        last = exchange;
        server.record(exchange);
        try {
            return exchange.isTaken()
                    ? accept(exchange, fault, response, phase)
                    : answer(response.status(), fault.headers(), response.body());
        } catch (IOException e) {
            exchange.lose();
            throw e;
        }
    }

    private boolean accept(Exchange exchange, Fault fault, Policy.Response response, FaultyServer.Phase phase)
            throws IOException {
        switch (fault) {
            case RESET_AFTER_BODY, EOF_AFTER_BODY, SILENCE -> exchange.lose();
            case CUT_SHORT, TRICKLE -> write(head(200, "", LONG));
            case STALE_CONNECTION -> {
                answer(200, "", response.body());
                // The first byte of the next request, of which no more is read.
                if (in.read() >= 0) {
                    reset();
                }
                return false;
            }
            case HUGE_ANSWER -> write(head(200, "", HUGE) + "x".repeat(MORE_THAN_READ));
            case ENDLESS_ANSWER ->
                write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(MORE_THAN_READ));
            case HTML_ANSWER -> {
                return answer(200, "", "<html><body>It works!</body></html>");
            }
            default -> {
                return answer(200, "", response.body());
            }
        }
        return breakOff(fault, phase);
    }

    /** Ends the connection the way this fault does, or leaves it open until the client or the phase ends. */
    private boolean breakOff(Fault fault, FaultyServer.Phase phase) throws IOException {
        if (fault.resets()) {
            reset();
            return false;
        }
        if (fault.endsOutput()) {
            socket.shutdownOutput();
        }
        socket.setSoTimeout(ROUND_MILLIS);
        while (!phase.isOver()) {
            try {
                if (in.read() < 0) {
                    return false;
                }
            } catch (SocketTimeoutException nothingYet) {
                write(fault == Fault.TRICKLE ? "x" : fault == Fault.ENDLESS_ANSWER ? chunk(1) : "");
            }
        }
        return false;
    }

    /** Everything in one write: the client waits for none of it. */
    private boolean answer(int status, String headers, String body) throws IOException {
        write(head(status, headers, body.length()) + body);
        return true;
    }

    private static String head(int status, String headers, int length) {
        return "HTTP/1.1 " + status + " So\r\n" + headers + "Content-Length: " + length + "\r\n\r\n";
    }

    private static String chunk(int bytes) {
        return Integer.toHexString(bytes) + "\r\n" + "x".repeat(bytes) + "\r\n";
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}

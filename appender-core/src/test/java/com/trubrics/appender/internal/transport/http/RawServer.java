package com.trubrics.appender.internal.transport.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Does to a connection what no HTTP server would: each one gets a thread that plays the script and then closes it. */
final class RawServer implements AutoCloseable {

    private static final Pattern CONTENT_LENGTH = Pattern.compile("content-length: (\\d+)");

    private final ServerSocket listener;
    private final Script script;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** What happens on one connection. */
    interface Script {
        void play(Connection connection) throws Exception;
    }

    private RawServer(InetAddress address, int port, Script script) throws IOException {
        this.script = script;
        this.listener = new ServerSocket(port, 50, address);
    }

    static RawServer playing(Script script) throws IOException {
        return playing(InetAddress.getLoopbackAddress(), 0, script);
    }

    private static RawServer playing(InetAddress address, int port, Script script) throws IOException {
        RawServer server = new RawServer(address, port, script);
        start(server::accept);
        return server;
    }

    /** Answers every request on every connection with the same bytes. */
    static RawServer answering(String answer) throws IOException {
        return answering(InetAddress.getLoopbackAddress(), 0, answer);
    }

    static RawServer answering(InetAddress address, int port, String answer) throws IOException {
        return playing(address, port, connection -> {
            while (true) {
                connection.readRequest();
                connection.write(answer);
            }
        });
    }

    int port() {
        return listener.getLocalPort();
    }

    String url(String scheme) {
        return scheme + "://127.0.0.1:" + port();
    }

    int connections() {
        return connections.get();
    }

    /** Head and body of every request so far. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket socket = listener.accept();
            connections.incrementAndGet();
            sockets.add(socket);
            start(() -> {
                try (socket) {
                    script.play(new Connection(socket));
                }
            });
        }
    }

    private static void start(Play play) {
        Thread thread = new Thread(() -> {
            try {
                play.run();
            } catch (Exception e) {
                // The client went away, or the test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Play {
        void run() throws Exception;
    }

    /** One connection, seen from the server. */
    final class Connection {
        private final Socket socket;

        Connection(Socket socket) {
            this.socket = socket;
        }

        String readRequest() throws IOException {
            return readRequest(socket.getInputStream().read());
        }

        private String readRequest(int first) throws IOException {
            String head = readHead(first);
            Matcher length = CONTENT_LENGTH.matcher(head.toLowerCase(Locale.ROOT));
            int bodyBytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
            String request = head + new String(socket.getInputStream().readNBytes(bodyBytes), StandardCharsets.UTF_8);
            requests.add(request);
            return request;
        }

        private String readHead(int first) throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            for (int next = first; next >= 0; next = in.read()) {
                head.write(next);
                String read = head.toString(StandardCharsets.ISO_8859_1);
                if (read.endsWith("\r\n\r\n")) {
                    return read;
                }
            }
            throw new UncheckedIOException(new IOException("closed"));
        }

        void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Does nothing for a while. */
        void pause(Duration time) throws InterruptedException {
            new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        }

        /**
         * Fails if the next request does not begin in time, as a server does that closes idle connections. Once it has
         * begun, it may take longer.
         */
        String readRequestWithin(Duration time) throws IOException {
            socket.setSoTimeout((int) time.toMillis());
            int first = socket.getInputStream().read();
            socket.setSoTimeout(0);
            return readRequest(first);
        }

        /** Closes with a reset instead of an orderly end. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Waits until the client gives up. */
        void hang() throws IOException {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }
}

package com.trubrics.appender.internal.discover;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Posts JSON to a server on this machine, over a separate connection. The JVM's HTTP client would ask the application's
 * proxies, cookies and authenticators, and keep a thread. Blocks its caller for at most a few seconds.
 */
final class LoopbackPost {

    private static final int CONNECT_MILLIS = 1_000;
    private static final int READ_MILLIS = 5_000;
    private static final int DEFAULT_PORT = 80;

    /** {@code HTTP/1.1 204}. */
    private static final int STATUS_FROM = 9;

    private static final int STATUS_TO = 12;

    private final URI host;
    private final String path;

    /**
     * Creates a client that has no connection yet.
     *
     * @param host only its host name and port are used
     * @param path where to post, from the server's root
     */
    LoopbackPost(URI host, String path) {
        this.host = host;
        this.path = path;
    }

    /**
     * Posts a body, and returns the status of the answer.
     *
     * @throws IOException if no server answers, or if the host is not this machine
     */
    int post(byte[] json) throws IOException {
        InetAddress address = InetAddress.getByName(host.getHost());
        if (!address.isLoopbackAddress()) {
            throw new ConnectException("not this machine");
        }
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            int port = host.getPort() < 0 ? DEFAULT_PORT : host.getPort();
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            socket.setSoTimeout(READ_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(head(json.length));
            out.write(json);
            out.flush();
            return status(socket.getInputStream());
        }
    }

    private byte[] head(int length) {
        return ("POST " + path + " HTTP/1.1\r\nHost: " + host.getRawAuthority()
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + length
                        + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static int status(InputStream in) throws IOException {
        String line = new String(in.readNBytes(STATUS_TO), StandardCharsets.US_ASCII);
        try {
            return line.startsWith("HTTP/1.") ? Integer.parseInt(line.substring(STATUS_FROM)) : 0;
        } catch (RuntimeException noStatus) {
            return 0;
        }
    }
}

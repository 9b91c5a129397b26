package com.trubrics.appender.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A server that is down: until it comes up its port refuses connections, and nobody else can take it. */
public final class DownServer implements AutoCloseable {
    /** Bound, but listening to nobody: that is what refuses, and keeps the port. */
    private final Socket port;

    private DownServer(Socket port) {
        this.port = port;
    }

    /** Takes a free port. */
    public static DownServer start() {
        try {
            while (true) {
                Socket port = new Socket();
                port.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                if (LoopbackPorts.claim(port.getLocalPort())) {
                    return new DownServer(port);
                }
                port.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What to configure as {@code host}. */
    public String host() {
        return RecordingServer.host(port.getLocalPort());
    }

    /** The port that refuses. */
    public int port() {
        return port.getLocalPort();
    }

    /** From now on it takes events, on the same port. */
    public RecordingServer comeUp() {
        return RecordingServer.start(release());
    }

    /** Gives the port up, to the server that is started there next. Returns its number. */
    public int release() {
        int number = port();
        close();
        return number;
    }

    @Override
    public void close() {
        try {
            port.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

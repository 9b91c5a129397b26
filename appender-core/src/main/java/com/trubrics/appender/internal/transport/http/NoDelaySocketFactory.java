package com.trubrics.appender.internal.transport.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;

/**
 * Creates sockets that send at once. OkHttp leaves Nagle's algorithm on, so the last piece of each request would wait for a
 * delayed acknowledgement: 45 ms per request, measured on loopback.
 */
final class NoDelaySocketFactory extends SocketFactory {

    /** Far longer than any request may take. */
    private static final int FORGOTTEN_MILLIS = 10 * 60 * 1000;

    private final boolean plain;

    /** @param plain whether these sockets carry plain HTTP, and not TLS */
    NoDelaySocketFactory(boolean plain) {
        this.plain = plain;
    }

    boolean isPlain() {
        return plain;
    }

    /** The only method that OkHttp calls; TLS and a proxy's tunnel use the socket. */
    @Override
    public Socket createSocket() throws IOException {
        Socket socket = plain ? new PlainSocket() : new ForgettableSocket();
        socket.setTcpNoDelay(true);
        return socket;
    }

    /**
     * A socket that does not wait forever. On timeout, the caller cancels the call and OkHttp closes its socket. But between
     * connecting and the TLS handshake, there is a moment in which OkHttp does not notice the cancellation.
     */
    private static class ForgettableSocket extends Socket {
        @Override
        public synchronized void setSoTimeout(int millis) throws SocketException {
            super.setSoTimeout(millis == 0 ? FORGOTTEN_MILLIS : millis);
        }
    }

    /** Shows the status watch the incoming bytes. Not used with TLS, where they are encrypted. */
    private static final class PlainSocket extends ForgettableSocket implements WatchedSocket {
        private final StatusWatch watch = new StatusWatch();

        @Override
        public StatusWatch watch() {
            return watch;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new WatchedInput(super.getInputStream(), watch);
        }
    }

    /** Shows the status watch the incoming bytes. */
    private static final class WatchedInput extends FilterInputStream {
        private final StatusWatch watch;

        WatchedInput(InputStream in, StatusWatch watch) {
            super(in);
            this.watch = watch;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = in.read(bytes, from, length);
            watch.see(bytes, from, count);
            return count;
        }
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException();
    }
}

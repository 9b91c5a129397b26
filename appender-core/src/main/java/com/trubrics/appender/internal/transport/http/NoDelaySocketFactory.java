package com.trubrics.appender.internal.transport.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;

/**
 * Sockets that send at once. With Nagle's algorithm on, as OkHttp leaves it, the last piece of each request waits for
 * a delayed acknowledgement: 45 ms a request, measured on loopback.
 */
final class NoDelaySocketFactory extends SocketFactory {

    /** Far beyond what any request may take. */
    private static final int FORGOTTEN_MILLIS = 10 * 60 * 1000;

    private final boolean plain;

    /** @param plain whether HTTP is spoken directly on these sockets, and not under TLS */
    NoDelaySocketFactory(boolean plain) {
        this.plain = plain;
    }

    boolean isPlain() {
        return plain;
    }

    /** The only method that OkHttp calls; TLS and the proxy's tunnel are laid over it. */
    @Override
    public Socket createSocket() throws IOException {
        Socket socket = plain ? new PlainSocket() : new ForgettableSocket();
        socket.setTcpNoDelay(true);
        return socket;
    }

    /**
     * Does not wait for ever. Who keeps {@code requestTimeout} cancels the call, and OkHttp then closes its socket; but
     * between connecting and the TLS handshake there is a moment in which it does not see that.
     */
    private static class ForgettableSocket extends Socket {
        @Override
        public synchronized void setSoTimeout(int millis) throws SocketException {
            super.setSoTimeout(millis == 0 ? FORGOTTEN_MILLIS : millis);
        }
    }

    /** Shows its watch what comes in. Not under TLS, where that would be noise. */
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

    /** Shows the watch what comes in. */
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

package com.trubrics.appender.transport;

import java.io.IOException;
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

    /** The only one that OkHttp calls; TLS and the proxy's tunnel are laid over it. */
    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new ForgettableSocket();
        socket.setTcpNoDelay(true);
        return socket;
    }

    /**
     * Does not wait for ever. Who keeps {@code requestTimeout} cancels the call, and OkHttp then closes its socket; but
     * between connecting and the TLS handshake there is a moment in which it does not see that.
     */
    private static final class ForgettableSocket extends Socket {
        @Override
        public synchronized void setSoTimeout(int millis) throws SocketException {
            super.setSoTimeout(millis == 0 ? FORGOTTEN_MILLIS : millis);
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

package com.trubrics.appender.internal.transport.http;

import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the sockets do beneath OkHttp. */
class NoDelaySocketFactoryTest {

    private static final boolean PLAIN = true;
    private static final boolean UNDER_TLS = false;
    private static final byte[] PIECE = new byte[8 * 1024];

    @Test
    void noSocketWaitsForAcknowledgements() throws IOException {
        for (boolean plain : new boolean[] {PLAIN, UNDER_TLS}) {
            try (Socket socket = new NoDelaySocketFactory(plain).createSocket()) {
                assertThat(socket.getTcpNoDelay()).isTrue();
            }
        }
    }

    @Test
    void noReadLastsForEver() throws IOException {
        for (boolean plain : new boolean[] {PLAIN, UNDER_TLS}) {
            try (Socket socket = new NoDelaySocketFactory(plain).createSocket()) {
                socket.setSoTimeout(0); // what OkHttp sets where it has no timeout of its own
                assertThat(Duration.ofMillis(socket.getSoTimeout())).isEqualTo(Duration.ofMinutes(10));
                socket.setSoTimeout(1);
                assertThat(socket.getSoTimeout()).isEqualTo(1);
            }
        }
    }

    @Test
    void whatIsWrittenIsSentAtOnce() throws IOException {
        for (boolean plain : new boolean[] {PLAIN, UNDER_TLS}) {
            try (Connection connection = new Connection(plain)) {
                connection.out.write(PIECE);
                await().until(() -> connection.in.available() == PIECE.length);
            }
        }
    }

    /** A socket and what arrives from it. */
    private static final class Connection implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final Socket socket;
        private final Socket accepted;
        private final OutputStream out;
        private final InputStream in;

        Connection(boolean plain) throws IOException {
            socket = new NoDelaySocketFactory(plain).createSocket();
            socket.connect(server.getLocalSocketAddress());
            accepted = server.accept();
            out = socket.getOutputStream();
            in = accepted.getInputStream();
        }

        @Override
        public void close() throws IOException {
            socket.close();
            accepted.close();
            server.close();
        }
    }
}
